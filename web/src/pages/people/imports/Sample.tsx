import type { Schemas } from "../../../api/client";
import { type Column, Listing } from "../../../components/Listing";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { Cells } from "./Cells";
import { Faults } from "./Faults";
import { COLUMNS, type Kind, word, words } from "./words";

const both = texts({
  en: { title: "Sample", row: "Row", file: "In the file", becomes: "Becomes", none: "No sample was requested.", nothing: "Refused" },
  zh: { title: "抽样核对", row: "行号", file: "文件内容", becomes: "导入后", none: "未要求抽样。", nothing: "被拒绝，不导入" },
});

/** Not for people's eyes: the same as the row's own number, or what the effect says. */
const HIDDEN = ["id", "effect"];

/** As the columns of a file stand, so that it can be compared with what is beside it. */
function inOrder(becomes: Record<string, unknown>, kind: Kind): Record<string, unknown> {
  const columns = [...COLUMNS[kind].required, ...COLUMNS[kind].optional];
  const place = (name: string) => columns.indexOf(name === "employee" ? "employee_no" : name) + 1 || columns.length + 1;
  const shown = Object.entries(becomes).filter(([name]) => !HIDDEN.includes(name));
  return Object.fromEntries(shown.toSorted(([one], [other]) => place(one) - place(other)));
}

/** Random rows beside what they become: the third check is whoever looks. */
export function Sample({ rows, kind }: { rows: Schemas["SampleRow"][]; kind: Kind }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const columns: Column<Schemas["SampleRow"]>[] = [
    { title: t.row, lead: true, show: ({ row, effect }) => `${f.number(row)}${effect ? ` · ${word(w.effects, effect)}` : ""}` },
    { title: t.file, show: ({ given }) => <Cells of={given} kind={kind} /> },
    {
      title: t.becomes,
      show: ({ becomes, problems }) =>
        becomes === null ? (
          problems.length > 0 ? <Faults faults={problems} kind={kind} /> : <span className="quiet">{t.nothing}</span>
        ) : (
          <Cells of={inOrder(becomes, kind)} kind={kind} />
        ),
    },
  ];
  return (
    <section className="stack">
      <h2 className="section-title">
        {t.title}
      </h2>
      <Listing query={{ items: rows, isPending: false, error: null }} columns={columns} idOf={({ row }) => String(row)} empty={t.none} label={t.title} />
    </section>
  );
}
