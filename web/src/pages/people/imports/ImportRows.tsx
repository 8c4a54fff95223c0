import { Segmented } from "antd";
import { useState } from "react";

import type { Schemas } from "../../../api/client";
import { useList } from "../../../api/queries";
import { type Column, Listing } from "../../../components/Listing";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { Cells } from "./Cells";
import { Faults } from "./Faults";
import { type Kind, word, words } from "./words";

const both = texts({
  en: { title: "Rows", state: "State", row: "Row", file: "In the file", wrong: "Why", none: "No rows." },
  zh: { title: "逐行结果", state: "状态", row: "行号", file: "文件内容", wrong: "原因", none: "没有数据行。" },
});

/** What needs somebody comes first. */
const ORDER = ["bad", "doubtful", "refused", "kept", "partly", "ready", "imported", "undone", "unchanged"];

export function ImportRows({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const kind = one.kind as Kind;
  const f = useFormats();
  const [chosen, setChosen] = useState<string | null>(null);
  const states = ORDER.filter((state) => (one.counts[state] ?? 0) > 0);
  const state = chosen !== null && states.includes(chosen) ? chosen : states[0];
  const query = useList("/v1/imports/{import_id}/rows", { path: { import_id: one.id }, query: { state, limit: 50 } }, { keep: false });
  const columns: Column<Schemas["RowView"]>[] = [
    { title: t.row, lead: true, show: ({ row }) => f.number(row) },
    { title: t.file, show: ({ given }) => <Cells of={given} kind={kind} /> },
    ...(query.items.some(({ problems }) => problems.length > 0)
      ? [{ title: t.wrong, show: ({ problems }: Schemas["RowView"]) => <Faults faults={problems} kind={kind} /> }]
      : []),
  ];
  return (
    <section className="stack">
      <h2 className="section-title">
        {t.title}
      </h2>
      <div style={{ overflowX: "auto" }}>
        <Segmented
          aria-label={t.state}
          value={state}
          onChange={setChosen}
          options={states.map((value) => ({ value, label: `${word(w.rowStates, value)} ${f.number(one.counts[value] ?? 0)}` }))}
        />
      </div>
      <Listing query={query} columns={columns} idOf={({ row }) => String(row)} empty={t.none} label={t.title} />
    </section>
  );
}
