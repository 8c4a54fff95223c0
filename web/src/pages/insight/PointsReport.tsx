import { Segmented, Select } from "antd";
import { useMemo } from "react";

import type { Schemas } from "../../api/client";
import { useDepartments, useTags } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { useFilters } from "../../components/search-params";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, monthsBetween, useMonths } from "./ReportFrame";
import { bars, columns, heightOf } from "./options";

const both = texts({
  en: {
    title: "Points",
    lead: "Points granted, claimed, awarded and deducted, by tag, department or month.",
    tag: "By tag", department: "By department", month: "By month", by: "Group by",
    name: "Name", total: "Net", granted: "Granted", claimed: "Claimed", awarded: "Awarded", deducted: "Deducted", ofTag: "All tags", ofDepartment: "All departments",
  },
  zh: {
    title: "积分",
    lead: "授予、申报、即时奖励与扣分，可按标签、部门或月份查看。",
    tag: "按标签", department: "按部门", month: "按月份", by: "排列方式",
    name: "名称", total: "净积分", granted: "授予", claimed: "申报", awarded: "即时奖励", deducted: "扣分", ofTag: "全部标签", ofDepartment: "全部部门",
  },
}); // prettier-ignore

type By = "tag" | "department" | "month";
type Row = Schemas["PointsOf"];
const KINDS = ["granted", "claimed", "awarded", "deducted"] as const;

export default function PointsReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { nameOf, departments } = useDepartments();
  const { of, tags } = useTags();
  const [filters, change] = useFilters(["by", "tag", "department"]);
  const by: By = filters.by === "department" || filters.by === "month" ? filters.by : "tag";
  const query = { from: months.from, to: months.to, tag: filters.tag || undefined, department: filters.department || undefined };
  const answer = useGet("/v1/reports/points", { query: { ...query, by } }, { keep: true });
  const named = (row: Row): string => (by === "month" ? f.month(row.month ?? "") : by === "tag" ? (of(row.tag ?? "")?.name ?? row.tag ?? "") : nameOf(row.department));
  const option = useMemo(() => {
    const items = answer.data?.items ?? [];
    if (by !== "month") {
      const sorted = items.toSorted((one, other) => other.points - one.points);
      return bars(sorted.map(named), KINDS.map((kind) => ({ name: t[kind], values: sorted.map((row) => signed(row, kind)) })), f.points);
    }
    const all = monthsBetween(months.from, months.to);
    const byMonth = new Map(items.map((row) => [row.month, row]));
    return columns(all, KINDS.map((kind) => ({ name: t[kind], values: all.map((month) => signed(byMonth.get(month), kind)) })), f.points);
    // `named` follows from the others.
  }, [answer.data, by, t, f, months.from, months.to, of, nameOf]);
  return (
    <ReportFrame
      title={t.title}
      lead={t.lead}
      path="/v1/reports/points"
      query={{ ...query, by }}
      months={months}
      answer={answer}
      isEmpty={({ items }) => items.length === 0}
      filters={
        <>
          <Segmented<By> aria-label={t.by} value={by} onChange={(value) => change({ by: value })} options={[{ value: "tag", label: t.tag }, { value: "department", label: t.department }, { value: "month", label: t.month }]} />
          <Select allowClear aria-label={t.ofTag} placeholder={t.ofTag} style={{ minWidth: 160 }} value={filters.tag || undefined} onChange={(tag) => change({ tag })} showSearch={{ optionFilterProp: "label" }} options={tags.map(({ code, name }) => ({ value: code, label: name }))} />
          <Select allowClear aria-label={t.ofDepartment} placeholder={t.ofDepartment} style={{ minWidth: 160 }} value={filters.department || undefined} onChange={(department) => change({ department })} showSearch={{ optionFilterProp: "label" }} options={departments.map(({ code, name }) => ({ value: code, label: name }))} />
        </>
      }
    >
      {({ items }) => (
        <>
          <section className="card">
            <Chart option={option} label={t.lead} name={`points-${by}`} height={by === "month" ? 320 : heightOf(items.length)} />
          </section>
          <Listing
            query={{ items: by === "month" ? items : items.toSorted((one, other) => other.points - one.points), isPending: false, error: null }}
            label={t.title}
            idOf={(row) => `${row.month} ${row.tag} ${row.department}`}
            empty=""
            columns={[
              { title: t.name, show: named },
              { title: t.total, number: true, show: ({ points }) => <Points points={points} /> },
              ...KINDS.map((kind) => ({ title: t[kind], number: true, show: (row: Row) => <Points points={row[kind]} /> })),
            ]}
          />
        </>
      )}
    </ReportFrame>
  );
}

/** Deductions go down. */
function signed(row: Row | undefined, kind: (typeof KINDS)[number]): number {
  if (row === undefined) return 0;
  return kind === "deducted" ? -Math.abs(row.deducted) : row[kind];
}
