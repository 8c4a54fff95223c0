import { texts, useTexts } from "../../../texts";
import { COLUMNS, type Kind, word, words } from "./words";

const both = texts({
  en: {
    required: (names: string[]) => `Required columns: ${names.join(", ")}.`,
    optional: (names: string[]) => `Optional: ${names.join(", ")}.`,
    known: "Chinese headers work too.",
  },
  zh: {
    required: (names: string[]) => `必需列：${names.join("、")}。`,
    optional: (names: string[]) => `可选列：${names.join("、")}。`,
    known: "英文标题同样可以识别。",
  },
});

/** Which columns a file of this kind has. */
export function ColumnsHelp({ kind }: { kind: Kind }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const { required, optional } = COLUMNS[kind];
  const named = (columns: string[]): string[] => columns.map((column) => word(w.columns, column));
  return (
    <span>
      {t.required(named(required))} {optional.length > 0 && t.optional(named(optional))} {t.known}
    </span>
  );
}
