/** Every movement of my points, with the balance after it; narrowed down by what the address says. */
import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";

import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { useList } from "../../api/queries";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFilters } from "../../components/search-params";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { EntryTitle } from "../everybody/EntryTitle";
import { EntryDetail } from "./EntryDetail";
import { KINDS, entryKinds, isKind } from "./entry-kinds";

const both = texts({
  en: {
    title: "Points history",
    kind: "Kind",
    tag: "Value tag",
    month: "Month",
    every: "All kinds",
    any: "All tags",
    what: "Entry",
    points: "Points",
    balance: "Balance after",
    when: "Date",
    none: "No entries match.",
  },
  zh: {
    title: "积分明细",
    kind: "类型",
    tag: "价值标签",
    month: "月份",
    every: "全部类型",
    any: "全部标签",
    what: "内容",
    points: "积分",
    balance: "变动后余额",
    when: "发生时间",
    none: "这里没有明细。",
  },
});

type Entry = Schemas["Entry"];

export default function History() {
  const t = useTexts(both);
  const kinds = useTexts(entryKinds);
  const { employee_no } = useMe();
  const { tags } = useTags();
  const [{ kind, tag, month }, change] = useFilters(["kind", "tag", "month"] as const);
  const of = dayjs(`${month}-01`);
  const asked = {
    ...(isKind(kind) ? { kind } : {}),
    ...(tag ? { tag } : {}),
    ...(/^\d{4}-\d{2}$/.test(month) && of.isValid() ? { from: of.format("YYYY-MM-DD"), to: of.endOf("month").format("YYYY-MM-DD") } : {}),
  };
  const query = useList("/v1/accounts/{employee_no}/entries", { path: { employee_no }, query: asked });
  const columns: Column<Entry>[] = [
    {
      title: t.what,
      lead: true,
      show: (entry) => (
        <>
          <strong>
            <EntryTitle entry={entry} />
          </strong>
          <EntryDetail entry={entry} />
        </>
      ),
    },
    { title: t.tag, show: (entry) => (entry.tag ? <TagName code={entry.tag} /> : "–") },
    { title: t.points, number: true, show: ({ points, rank_only }) => <Points points={rank_only ?? points} change /> },
    { title: t.balance, number: true, show: ({ balance }) => <Points points={balance} /> },
    { title: t.when, show: ({ occurred_at }) => <When at={occurred_at} exact /> },
  ];
  return (
    <Titled title={t.title} actions={<Files path={`/v1/accounts/${encodeURIComponent(employee_no)}/entries`} query={asked} />}>
      <div className="stack">
        <div className="row">
          <Select
            aria-label={t.kind}
            value={isKind(kind) ? kind : ""}
            onChange={(chosen) => change({ kind: chosen })}
            style={{ flex: "1 1 140px", maxWidth: 240 }}
            options={[{ value: "", label: t.every }, ...KINDS.map((value) => ({ value, label: kinds[value] }))]}
          />
          <Select
            aria-label={t.tag}
            value={tag}
            onChange={(chosen) => change({ tag: chosen })}
            style={{ flex: "1 1 140px", maxWidth: 240 }}
            showSearch={{ optionFilterProp: "label" }}
            options={[{ value: "", label: t.any }, ...tags.map(({ code, name }) => ({ value: code, label: name }))]}
          />
          <DatePicker
            picker="month"
            aria-label={t.month}
            placeholder={t.month}
            inputReadOnly
            value={asked.from ? of : null}
            onChange={(chosen) => change({ month: chosen?.format("YYYY-MM") })}
          />
        </div>
        <Listing query={query} columns={columns} idOf={({ position }) => String(position)} empty={t.none} label={t.title} />
      </div>
    </Titled>
  );
}
