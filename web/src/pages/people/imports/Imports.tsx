import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { useList } from "../../../api/queries";
import { type Column, Listing } from "../../../components/Listing";
import { PersonName } from "../../../components/PersonName";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { ImportState } from "./ImportState";
import { UploadForm } from "./UploadForm";
import { word, words } from "./words";
import "./imports.css";

const both = texts({
  en: {
    title: "Import",
    lead: "From an older system. A file is checked three ways and shown to you; nothing is imported until you confirm. Import departments first, then people, then points.",
    send: "New import",
    past: "Past imports",
    none: "Nothing has been imported yet.",
    file: "File",
    kind: "Content",
    state: "State",
    rows: "Rows",
    bad: "With problems",
    by: "By",
    when: "When",
    unnamed: "Unnamed",
  },
  zh: {
    title: "导入",
    lead: "从旧系统导入：文件经三重校验并展示，确认后才导入。先导入部门，再导入人员，最后导入积分。",
    send: "新建导入",
    past: "历史导入",
    none: "还没有导入记录。",
    file: "文件",
    kind: "内容",
    state: "状态",
    rows: "行数",
    bad: "有问题",
    by: "操作人",
    when: "时间",
    unnamed: "未命名",
  },
});

type Item = Schemas["ImportSummary"];

export default function Imports() {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const query = useList("/v1/imports", { query: { limit: 50 } });
  const columns: Column<Item>[] = [
    { title: t.file, lead: true, show: ({ id, file_name }) => <Link to={`/imports/${id}`}>{file_name || t.unnamed}</Link> },
    { title: t.kind, show: ({ kind, period }) => `${word(w.kinds, kind)}${period ? ` · ${f.month(period)}` : ""}` },
    { title: t.state, show: ({ state }) => <ImportState state={state} /> },
    { title: t.rows, number: true, show: ({ rows }) => (rows === null ? "–" : f.number(rows)) },
    { title: t.bad, number: true, show: ({ counts }) => f.number(counts.bad ?? 0) },
    { title: t.by, wideOnly: true, show: ({ uploaded_by }) => <PersonName no={uploaded_by} /> },
    { title: t.when, show: ({ uploaded_at }) => <When at={uploaded_at} /> },
  ];
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <section className="card">
          <h2>{t.send}</h2>
          <UploadForm />
        </section>
        <h2 className="section-title">{t.past}</h2>
        <Listing query={query} columns={columns} idOf={({ id }) => id} empty={t.none} label={t.past} filters={[]} />
      </div>
    </Titled>
  );
}
