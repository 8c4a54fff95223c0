/** One thing that can be said of a file: its sheet, its encoding, whether hidden rows are read. */
import { Choices, type Choice } from "../../../../components/Choices";
import { useFormats } from "../../../../formats";
import { texts, useTexts } from "../../../../texts";
import { word } from "../words";
import { useNoticeText } from "./notices";
import { type Reading, type Said, valueOf, withField } from "./said";
import { readingWords } from "./words";

const both = texts({
  en: { leave: "Leave them out", read: "Read them, too", join: ", ", hidden: (n: string) => `${n} hidden` },
  zh: { leave: "不读取", read: "一并读取", join: "、", hidden: (n: string) => `共 ${n} 行` },
});

export const QUESTIONS = ["sheet", "encoding", "hidden_rows"] as const;
export type Asked = (typeof QUESTIONS)[number];

/** Whether there is anything to choose. */
export const offers: Record<Asked, (reading: Reading) => boolean> = {
  sheet: ({ sheets }) => sheets.filter(({ visible }) => visible).length > 1,
  encoding: ({ encodings }) => encodings.length > 1,
  hidden_rows: ({ hidden_rows }) => hidden_rows > 0,
};

interface Props {
  field: Asked;
  reading: Reading;
  said: Said;
  onSay: (said: Said) => void;
}

export function Question({ field, reading, said, onSay }: Props) {
  const w = useTexts(readingWords);
  const noticeText = useNoticeText();
  const choices = useChoices()[field](reading);
  const notice = reading.notices.find(({ asks }) => asks === field);
  const say = (value: string) => onSay(withField(field, field === "hidden_rows" ? value === READ : value, said, reading));
  const value = valueOf(field, said, reading);
  return (
    <div className="reading-question">
      <h3>{word(w.fields, field)}</h3>
      {notice && <p className="said">{noticeText(notice)}</p>}
      <div className="reading-choices">
        <Choices label={word(w.fields, field)} choices={choices} value={typeof value === "boolean" ? (value ? READ : LEAVE) : (value ?? null)} onChange={say} />
      </div>
    </div>
  );
}

const READ = "read";
const LEAVE = "leave";

function useChoices(): Record<Asked, (reading: Reading) => Choice[]> {
  const t = useTexts(both);
  const w = useTexts(readingWords);
  const f = useFormats();
  return {
    sheet: ({ sheets }) => sheets.filter(({ visible }) => visible).map(({ name }) => ({ value: name, label: name })),
    encoding: ({ encodings }) =>
      // In one order, whichever it is read in.
      [...encodings]
        .sort((one, other) => ENCODINGS.indexOf(one.encoding) - ENCODINGS.indexOf(other.encoding))
        .map(({ encoding, samples }) => ({ value: encoding, label: word(w.encodings, encoding), hint: samples.join(t.join) })),
    hidden_rows: ({ hidden_rows }) => [
      { value: LEAVE, label: t.leave, hint: t.hidden(f.number(hidden_rows)) },
      { value: READ, label: t.read },
    ],
  };
}

const ENCODINGS = ["utf-8", "utf-16", "gb18030", "big5", "shift_jis", "euc-kr", "windows-1252"];
