import { useMemo } from "react";

import type { Schemas } from "../../api/client";
import { useDepartments, usePeople } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { today, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { ReportFrame, useMonths } from "./ReportFrame";
import { bars, heightOf } from "./options";

const both = texts({
  en: {
    title: "Budgets used", lead: "How much of each budget was granted, is left or has lapsed.", organisation: "Organisation",
    owner: "Owner", department: "Department", month: "Month", points: "Budget", spent: "Spent", left: "Left", lapsed: "Lapsed", used: "Used",
  },
  zh: {
    title: "预算使用", lead: "各管理者预算的授予、剩余与过期归还情况。", organisation: "组织",
    owner: "所有者", department: "部门", month: "月份", points: "预算", spent: "已用", left: "剩余", lapsed: "过期归还", used: "使用率",
  },
}); // prettier-ignore

type Row = Schemas["BudgetUse"];

export default function BudgetsReport() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const months = useMonths();
  const { of } = usePeople();
  const { nameOf } = useDepartments();
  const query = { from: months.from, to: months.to };
  const answer = useGet("/v1/reports/budgets", { query }, { keep: true });
  const shown = today(me.time_zone).slice(0, 7) <= months.to ? today(me.time_zone).slice(0, 7) : months.to;
  const ofMonth = useMemo(() => (answer.data?.items ?? []).filter(({ month }) => month === shown), [answer.data, shown]);
  const option = useMemo(() => {
    const named = ({ owner }: Row): string => (owner === "organisation" ? t.organisation : (of(owner ?? "")?.name ?? owner ?? ""));
    // What is left is what is still empty.
    const kinds = [["spent"], ["left", "rgba(128,140,138,.3)"], ["lapsed"]] as const;
    return bars(ofMonth.map(named), kinds.map(([kind, color]) => ({ name: t[kind], color, values: ofMonth.map((row) => row[kind]) })), f.points);
  }, [ofMonth, of, t, f]);
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/budgets" query={query} months={months} answer={answer} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <>
          {ofMonth.length > 0 && (
            <section className="card">
              <h2>{f.month(shown)}</h2>
              <Chart option={option} label={t.lead} name={`budgets-${shown}`} height={heightOf(ofMonth.length)} />
            </section>
          )}
          <Listing
            query={{ items, isPending: false, error: null }}
            label={t.title}
            idOf={({ owner, month }) => `${owner} ${month}`}
            empty=""
            columns={[
              { title: t.owner, show: ({ owner }) => (owner === "organisation" ? t.organisation : <PersonName no={owner ?? ""} />) },
              { title: t.department, show: ({ department }) => nameOf(department) },
              { title: t.month, show: ({ month }) => f.month(month) },
              { title: t.points, number: true, show: ({ points }) => <Points points={points} /> },
              { title: t.spent, number: true, show: ({ spent }) => <Points points={spent} /> },
              { title: t.left, number: true, show: ({ left }) => <Points points={left} /> },
              { title: t.lapsed, number: true, show: ({ lapsed }) => <Points points={lapsed} /> },
              { title: t.used, number: true, show: ({ used }) => f.percent(used) },
            ]}
          />
        </>
      )}
    </ReportFrame>
  );
}
