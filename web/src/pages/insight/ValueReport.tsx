import { useMemo } from "react";

import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { TagName } from "../../components/TagName";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, monthsBetween, useMonths } from "./ReportFrame";
import { columns } from "./options";

const both = texts({
  en: {
    title: "Value created", lead: "What approved claims were worth in money, by tag and month; the verified value counts where there is one.",
    tag: "Tag", month: "Month", claims: "Claims", claimed: "Claimed", verified: "Verified", value: "Value", total: "Total",
  },
  zh: {
    title: "创造的价值", lead: "已批准申报折算的金额，按标签与月份统计；审批人核实过的以核实为准。",
    tag: "标签", month: "月份", claims: "申报数", claimed: "申报价值", verified: "核实价值", value: "价值", total: "合计",
  },
}); // prettier-ignore

type Row = Schemas["ValueCreated"];

export default function ValueReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { of } = useTags();
  const query = { from: months.from, to: months.to };
  const answer = useGet("/v1/reports/value", { query }, { keep: true });
  const option = useMemo(() => {
    const items = answer.data?.items ?? [];
    const all = monthsBetween(months.from, months.to);
    const tags = [...new Set(items.map(({ tag }) => tag))];
    const valueOf = (tag: string, month: string) => Number(items.find((row) => row.tag === tag && row.month === month)?.value ?? 0);
    return columns(all, tags.map((tag) => ({ name: of(tag)?.name ?? tag, values: all.map((month) => valueOf(tag, month)) })), f.number);
  }, [answer.data, months.from, months.to, of, f]);
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/value" query={query} months={months} answer={answer} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <>
          <section className="card">
            <h2>
              {t.total}: <span className="number">{f.money(sum(items))}</span>
            </h2>
            <Chart option={option} label={t.lead} name="value" />
          </section>
          <Listing
            query={{ items, isPending: false, error: null }}
            label={t.title}
            idOf={({ tag, month }) => `${tag} ${month}`}
            empty=""
            columns={[
              { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
              { title: t.month, show: ({ month }) => f.month(month) },
              { title: t.claims, number: true, show: ({ claims }) => f.points(claims) },
              { title: t.claimed, number: true, show: ({ claimed }) => f.money(claimed) },
              { title: t.verified, number: true, show: ({ verified, verified_claims }) => (verified_claims > 0 ? f.money(verified) : "–") },
              { title: t.value, number: true, show: ({ value }) => f.money(value) },
            ]}
          />
        </>
      )}
    </ReportFrame>
  );
}

/** In hundredths, exactly: the amounts have two places. */
function sum(items: Row[]): string {
  const cents = items.reduce((all, { value }) => all + BigInt(value.replace(".", "")), 0n);
  const text = cents.toString().padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
