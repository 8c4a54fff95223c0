/** Changes of who decides for whom, beside what was decided afterwards. */
import { Segmented } from "antd";

import type { Schemas } from "../../api/client";
import { useDepartments } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { When } from "../../components/When";
import { useFilters } from "../../components/search-params";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, useMonths } from "./ReportFrame";

const both = texts({
  en: {
    title: "Who decides for whom", lead: "Changes of managers, heads, departments, stand-ins and HR, beside the decisions of the next 30 days by who came to decide. A question to ask, not a verdict.",
    none: "No such change in these months.", show: "Which changes", all: "All changes", followed: "Followed by decisions",
    when: "Changed", by: "By", what: "What", of: "Of", before: "Before", after: "Now", judge: "Decided by", about: "About", decisions: "Decisions", points: "Points",
    manager: "Manager", department: "Department", head: "Head", parent: "Parent department", "stands-in": "Stand-in", hr: "HR role", held: "HR", nothing: "–",
  },
  zh: {
    title: "审批关系变更", lead: "上级、部门负责人、所属部门、代理人及 HR 角色的变更，以及此后 30 天内新审批人作出的决定。仅供核查，不代表结论。",
    none: "所选月份没有此类变更。", show: "显示范围", all: "全部变更", followed: "其后有决定的变更",
    when: "变更时间", by: "变更人", what: "变更内容", of: "对象", before: "变更前", after: "变更后", judge: "决定人", about: "被决定人", decisions: "决定次数", points: "积分",
    manager: "直接上级", department: "所属部门", head: "部门负责人", parent: "上级部门", "stands-in": "代理人", hr: "HR 角色", held: "HR", nothing: "–",
  },
}); // prettier-ignore

type Change = Schemas["LineChange"];
type Link = "manager" | "department" | "head" | "parent" | "stands-in" | "hr";
const OF_DEPARTMENTS = new Set(["head", "parent"]);
const TO_DEPARTMENTS = new Set(["department", "parent"]);

export default function LinesReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { nameOf } = useDepartments();
  const [filters, change] = useFilters(["show"]);
  const followed = filters.show === "followed";
  const query = { from: months.from, to: months.to, followed: String(followed) };
  const answer = useGet("/v1/reports/lines", { query: { ...query, followed } }, { keep: true });
  const whose = ({ link, subject }: Change) => (OF_DEPARTMENTS.has(link) ? nameOf(subject) : <PersonName no={subject} />);
  const set = (link: string, to: string | null) =>
    to === null ? t.nothing : link === "hr" ? t.held : TO_DEPARTMENTS.has(link) ? nameOf(to) : <PersonName no={to} />;
  return (
    <ReportFrame
      title={t.title}
      lead={t.lead}
      path="/v1/reports/lines"
      query={query}
      months={months}
      filters={
        <Segmented
          aria-label={t.show}
          value={followed ? "followed" : "all"}
          onChange={(show) => change({ show })}
          options={[{ value: "all", label: t.all }, { value: "followed", label: t.followed }]}
        />
      }
      answer={answer}
      isEmpty={({ items }) => items.length === 0}
      empty={t.none}
    >
      {({ items }) => (
        <Listing
          query={{ items, isPending: false, error: null }}
          label={t.title}
          idOf={({ position, link, judge, employee }) => `${position} ${link} ${judge} ${employee}`}
          empty={t.none}
          columns={[
            { title: t.when, show: ({ recorded_at }) => <When at={recorded_at} exact /> },
            { title: t.by, show: ({ actor }) => <PersonName no={actor} /> },
            { title: t.what, lead: true, show: ({ link }) => t[link as Link] },
            { title: t.of, show: whose },
            { title: t.before, show: ({ link, before }) => set(link, before) },
            { title: t.after, show: ({ link, after }) => set(link, after) },
            { title: t.judge, show: ({ judge }) => (judge === null ? t.nothing : <PersonName no={judge} />) },
            { title: t.about, show: ({ employee }) => (employee === null ? t.nothing : <PersonName no={employee} />) },
            { title: t.decisions, number: true, show: ({ decisions }) => f.points(decisions) },
            { title: t.points, number: true, show: ({ points }) => <Points points={points} /> },
          ]}
        />
      )}
    </ReportFrame>
  );
}
