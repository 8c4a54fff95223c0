/** Where a tag was used: who has points by it; for hr and auditors also its months, and what claims of it were worth. */
import type { Schemas } from "../../api/client";
import type { Tag } from "../../api/directory";
import { useGet } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Places } from "../everybody/Places";

type Month = Schemas["PointsOf"];

const both = texts({
  en: {
    title: "Usage", board: "Who earned points", month: "Month", points: "Points", grants: "Grants", claims: "Claims", deductions: "Deductions",
    months: "By month", none: "Not used in recent months.", worth: (claimed: string, verified: string) => `Claimed value ${claimed}; ${verified} verified at approval.`,
  },
  zh: {
    title: "使用情况", board: "获得积分的员工", month: "月份", points: "积分", grants: "授予", claims: "申报", deductions: "扣分",
    months: "按月", none: "最近几个月没有使用。", worth: (claimed: string, verified: string) => `申报价值共 ${claimed}，审批核实 ${verified}。`,
  },
}); // prettier-ignore

const PLACES = 5;

export function TagUse({ tag }: { tag: Tag }) {
  const t = useTexts(both);
  const watches = holds(useMe(), ["hr", "auditor"]);
  return (
    <section className="card">
      <h2>{t.title}</h2>
      {watches && <Months code={tag.code} deduction={tag.rule.type === "deduction"} />}
      <h3>{t.board}</h3>
      <Places scope={`tag:${tag.code}`} period="all" limit={PLACES} />
    </section>
  );
}

function Months({ code, deduction }: { code: string; deduction: boolean }) {
  const t = useTexts(both);
  const f = useFormats();
  const { data, isPending, error, refetch } = useGet("/v1/reports/points", { query: { tag: code, by: "month" } });
  const worth = useGet("/v1/tags/{code}/credibility", { path: { code } }).data;
  const columns: Column<Month>[] = [
    { title: t.month, show: ({ month }) => (month === null ? "" : f.month(month)) },
    { title: t.points, number: true, show: ({ points }) => <Points points={points} /> },
    ...(deduction
      ? [{ title: t.deductions, number: true, show: ({ deductions }: Month) => f.points(deductions) }]
      : [
          { title: t.grants, number: true, show: ({ grants }: Month) => f.points(grants) },
          { title: t.claims, number: true, show: ({ claims }: Month) => f.points(claims) },
        ]),
  ];
  return (
    <>
      <Listing
        query={{ items: data?.items ?? [], isPending, error, retry: () => void refetch() }}
        columns={columns}
        idOf={({ month }) => month ?? ""}
        empty={t.none}
        label={t.months}
      />
      {worth && worth.approval_claims > 0 && <p>{t.worth(f.money(worth.approval_claimed), f.money(worth.approval_verified))}</p>}
    </>
  );
}
