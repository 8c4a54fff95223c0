import { texts, useLanguage, useTexts } from "../../../texts";
import { COLUMNS, type Kind, word, words } from "./words";

const both = texts({
  en: { required: "Columns", optional: "may have", known: "Chinese headers are known, too." },
  zh: { required: "必需列", optional: "可选列", known: "英文标题同样可以识别。" },
});

/** Which columns a file of this kind has. */
export function ColumnsHelp({ kind }: { kind: Kind }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const join = useLanguage() === "zh" ? "、" : ", ";
  const { required, optional } = COLUMNS[kind];
  const named = (columns: string[]): string => columns.map((column) => word(w.columns, column)).join(join);
  return (
    <span>
      {t.required}: {named(required)}
      {optional.length > 0 && `; ${t.optional}: ${named(optional)}`}. {t.known}
    </span>
  );
}
