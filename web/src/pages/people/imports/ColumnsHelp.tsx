import { texts, useTexts } from "../../../texts";
import { COLUMNS, type Kind, useColumnWord } from "./words";

const both = texts({
  en: {
    required: (names: string[]) => `Required columns: ${names.join(", ")}.`,
    optional: (names: string[]) => `Optional: ${names.join(", ")}.`,
    anew: (names: string[]) => `Somebody new needs also: ${names.join(", ")}.`,
    known: "Other usual names are known, too, also Chinese ones; what is not, you choose after the upload.",
  },
  zh: {
    required: (names: string[]) => `必需列：${names.join("、")}。`,
    optional: (names: string[]) => `可选列：${names.join("、")}。`,
    anew: (names: string[]) => `新增人员还须填写：${names.join("、")}。`,
    known: "常见的其他名称和英文标题同样可以识别，未识别的列可在上传后选择。",
  },
});

/** Which columns a file of this kind has. */
export function ColumnsHelp({ kind }: { kind: Kind }) {
  const t = useTexts(both);
  const columnWord = useColumnWord(kind);
  const { required, optional, anew = [] } = COLUMNS[kind];
  const named = (columns: string[]): string[] => columns.map(columnWord);
  return (
    <span>
      {t.required(named(required))} {optional.length > 0 && t.optional(named(optional))} {anew.length > 0 && t.anew(named(anew))} {t.known}
    </span>
  );
}
