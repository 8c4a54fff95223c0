/** S13: a department that has less of a tag than the others. A question to ask, not a verdict. */
import { WarningFilled } from "@ant-design/icons";

import type { Schemas } from "../../api/client";
import { useDepartments } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Listing } from "../../components/Listing";
import { TagName } from "../../components/TagName";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, useMonths } from "./ReportFrame";

const both = texts({
  en: {
    title: "Low departments", lead: "Points per head for each tag, against the median of all departments. Low means less than half of it.",
    found: "Well below the others", none: "No department is low on any tag.", all: "All tags and departments",
    tag: "Tag", department: "Department", people: "People", points: "Points", head: "Per head", median: "Median", low: "Low",
  },
  zh: {
    title: "偏低部门", lead: "某标签的人均积分与各部门中位数相比，低于一半即为偏低。",
    found: "明显低于其他部门", none: "没有部门偏低。", all: "全部标签与部门",
    tag: "标签", department: "部门", people: "人数", points: "积分", head: "人均", median: "中位数", low: "偏低",
  },
}); // prettier-ignore

type Row = Schemas["Compared"];

export default function LowDepartmentsReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { nameOf } = useDepartments();
  const query = { from: months.from, to: months.to };
  const answer = useGet("/v1/reports/low-departments", { query }, { keep: true });
  const list = (items: Row[], label: string) => (
    <Listing
      query={{ items, isPending: false, error: null }}
      label={label}
      idOf={({ tag, department }) => `${tag} ${department}`}
      empty={t.none}
      columns={[
        { title: t.department, show: ({ department, low }) => <>{nameOf(department)} {low && <span className="low"><WarningFilled /> {t.low}</span>}</> },
        { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
        { title: t.people, number: true, show: ({ people }) => f.points(people) },
        { title: t.points, number: true, show: ({ points }) => f.points(points) },
        { title: t.head, number: true, show: ({ per_head }) => f.number(per_head) },
        { title: t.median, number: true, show: ({ median }) => f.number(median) },
      ]}
    />
  ); // prettier-ignore
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/low-departments" query={query} months={months} answer={answer} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <>
          <section className="stack">
            <h2>{t.found}</h2>
            {list(items.filter(({ low }) => low), t.found)}
          </section>
          <details>
            <summary>{t.all}</summary>
            {list(items, t.all)}
          </details>
        </>
      )}
    </ReportFrame>
  );
}
