import { Button } from "antd";

import { texts, useTexts } from "../../../../texts";
import { word } from "../words";
import { READING } from "./ReadingCard";
import { readingWords } from "./words";

const both = texts({
  en: { first: (fields: string) => `Say first how the file is read: ${fields}`, join: ", " },
  zh: { first: (fields: string) => `请先说明如何读取文件：${fields}`, join: "、" },
});

/** Why nothing can be confirmed yet, and the way to where it is answered. */
export function Unanswered({ fields }: { fields: string[] }) {
  const t = useTexts(both);
  const w = useTexts(readingWords);
  return (
    <Button type="link" size="large" onClick={() => document.getElementById(READING)?.focus()}>
      {t.first(fields.map((field) => word(w.fields, field)).join(t.join))}
    </Button>
  );
}
