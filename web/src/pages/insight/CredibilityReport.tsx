import { useMemo } from "react";

import { useTags } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { TagName } from "../../components/TagName";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, useMonths } from "./ReportFrame";
import { bars, heightOf } from "./options";

const both = texts({
  en: {
    title: "Credibility", lead: "Claimed value against what was verified at approval, and 3 and 6 months later. No points are taken back.",
    tag: "Tag", claims: "Claims", claimed: "Claimed", verified: "Verified at approval", at: "At approval", three: "After 3 months", six: "After 6 months",
  },
  zh: {
    title: "可信度", lead: "申报价值与审批时、3 个月及 6 个月后核实价值的对比，不会因此收回积分。",
    tag: "标签", claims: "申报数", claimed: "申报价值", verified: "审批时核实", at: "审批时", three: "3 个月后", six: "6 个月后",
  },
}); // prettier-ignore

export default function CredibilityReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { of } = useTags();
  const query = { from: months.from, to: months.to };
  const answer = useGet("/v1/reports/credibility", { query }, { keep: true });
  const option = useMemo(() => {
    const items = answer.data?.items ?? [];
    const series = [
      { name: t.claimed, values: items.map(({ claimed }) => Number(claimed)) },
      { name: t.verified, values: items.map(({ approval_verified }) => Number(approval_verified)) },
    ];
    return bars(items.map(({ tag }) => of(tag)?.name ?? tag), series, f.number, false);
  }, [answer.data, of, f, t]);
  const ratio = (value: string | null | undefined) => (value == null ? "–" : f.percent(value));
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/credibility" query={query} months={months} answer={answer} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <>
          <section className="card">
            <Chart option={option} label={t.lead} name="credibility" height={heightOf(items.length * 1.6)} />
          </section>
          <Listing
            query={{ items, isPending: false, error: null }}
            label={t.title}
            idOf={({ tag }) => tag}
            empty=""
            columns={[
              { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
              { title: t.claims, number: true, show: ({ claims }) => f.points(claims) },
              { title: t.claimed, number: true, show: ({ claimed }) => f.money(claimed) },
              { title: t.at, number: true, show: ({ approval_ratio }) => ratio(approval_ratio) },
              { title: t.three, number: true, show: ({ after_3_ratio }) => ratio(after_3_ratio) },
              { title: t.six, number: true, show: ({ after_6_ratio }) => ratio(after_6_ratio) },
            ]}
          />
        </>
      )}
    </ReportFrame>
  );
}
