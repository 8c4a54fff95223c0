/** How a file is read, to be looked at and to be said otherwise before anything of it is imported. */
import { InfoCircleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState } from "react";

import type { Schemas } from "../../../../api/client";
import { useCommand } from "../../../../api/commands";
import { ProblemNotice } from "../../../../components/ProblemNotice";
import { State } from "../../../../components/State";
import { useFormats } from "../../../../formats";
import { texts, useTexts } from "../../../../texts";
import { BUSY, COLUMNS, type Kind, useColumnWord, word } from "../words";
import { QUESTIONS, Question, offers } from "./Question";
import { ColumnSelect, ReadingTable } from "./ReadingTable";
import { useNoticeText } from "./notices";
import { type Reading, type Said, answered, columnOf, letters, same, saidBefore, unclear, valueOf } from "./said";
import { readingWords } from "./words";
import "../../../../components/facts.css";
import "./reading.css";

const both = texts({
  en: {
    title: "How this file is read",
    look: "Compare the first rows with what you see when you open the file. Where something differs, change it here and have the file read again.",
    busy: "The file is being read as you said.",
    format: "Format",
    open: (n: number) => (n === 1 ? "One question before it can be imported" : `${n} questions before it can be imported`),
    several: "A header may mean several columns. Choose which, or that it is passed over.",
    which: (letter: string, title: string) => `${letter} ${title}`,
    answer: "Answer and read again",
    again: "Read again like this",
    discard: "Discard",
    missing: (names: string) => `No column yet for: ${names}`,
    join: ", ",
    left: "left out",
    read: "read, too",
  },
  zh: {
    title: "文件的读取方式",
    look: "请与打开文件时看到的内容核对前几行；如有不符，请在此更改后重新读取。",
    busy: "正在按您的选择读取文件。",
    format: "格式",
    open: (n: number) => `导入前需要回答 ${n} 个问题`,
    several: "有的标题可能指几种列，请选择是哪一种，或不读取。",
    which: (letter: string, title: string) => `${letter} 列 ${title}`,
    answer: "回答并重新读取",
    again: "按此重新读取",
    discard: "放弃更改",
    missing: (names: string) => `还没有对应的列：${names}`,
    join: "、",
    left: "不读取",
    read: "一并读取",
  },
});

interface Props {
  one: Schemas["ImportView"];
  reading: Reading;
}

/** What a confirmation points to while something is open. */
export const READING = "reading";

/** Until it is confirmed; afterwards it can be looked up. */
export function ReadingCard({ one, reading }: Props) {
  const t = useTexts(both);
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState(() => saidBefore(reading));
  const kind = one.kind as Kind;
  if (one.confirmed_by !== null) {
    return (
      <details className="card reading">
        <summary>{t.title}</summary>
        <div className="stack">
          <Facts reading={reading} said={saidBefore(reading)} />
          <ReadingTable kind={kind} reading={reading} said={saidBefore(reading)} onSay={null} />
          <Notices notices={reading.notices} />
        </div>
      </details>
    );
  }
  const open = QUESTIONS.filter((field) => reading.open.includes(field));
  const offered = QUESTIONS.filter((field) => !open.includes(field) && offers[field](reading));
  const shared = { kind, reading, said, onSay: setSaid };
  return (
    <section className="card reading" aria-labelledby={READING}>
      <h2 id={READING} tabIndex={-1} ref={heading}>
        {t.title}
      </h2>
      <p className="quiet" role="status">
        {BUSY.includes(one.state) ? t.busy : t.look}
      </p>
      <OpenQuestions {...shared} fields={open} />
      <Facts reading={reading} said={said} />
      {offered.map((field) => (
        <Question key={field} field={field} {...shared} />
      ))}
      <ReadingTable {...shared} />
      <Notices notices={reading.notices.filter(({ asks }) => asks === null)} />
      <Send id={one.id} {...shared} onDone={() => heading.current?.focus()} />
    </section>
  );
}

type Shared = { kind: Kind; reading: Reading; said: Said; onSay: (said: Said) => void };

/** All that is asked, in one place, each with what it is read as until somebody says otherwise. */
function OpenQuestions({ fields, ...shared }: Shared & { fields: (typeof QUESTIONS)[number][] }) {
  const t = useTexts(both);
  const w = useTexts(readingWords);
  const { reading } = shared;
  const asked = reading.open.includes("columns") ? reading.columns.filter(({ how }) => how === "ambiguous") : [];
  const questions = fields.length + (asked.length > 0 ? 1 : 0);
  if (questions === 0) return null;
  return (
    <div className="reading-open" role="group" aria-label={t.open(questions)}>
      <State tone="waiting">{t.open(questions)}</State>
      {fields.map((field) => (
        <Question key={field} field={field} {...shared} />
      ))}
      {asked.length > 0 && (
        <div className="reading-question">
          <h3>{word(w.fields, "columns")}</h3>
          <p>{t.several}</p>
          {asked.map(({ place, title }) => (
            <label key={place} className="reading-asked">
              <span className="said">{t.which(letters(place), title)}</span>
              <ColumnSelect {...shared} place={place} label={t.which(letters(place), title)} />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

/** What there is nothing to choose about, and the row of the headers, which is chosen in the table. */
function Facts({ reading, said }: { reading: Reading; said: Said }) {
  const t = useTexts(both);
  const w = useTexts(readingWords);
  const f = useFormats();
  const hidden = reading.hidden_rows > 0 ? `${f.number(reading.hidden_rows)} (${valueOf("hidden_rows", said, reading) ? t.read : t.left})` : null;
  const encoding = valueOf("encoding", said, reading);
  const facts: [string, string | null | undefined][] = [
    [t.format, word(w.formats, reading.format)],
    [word(w.fields, "sheet"), valueOf("sheet", said, reading)],
    [word(w.fields, "encoding"), encoding && word(w.encodings, encoding)],
    [word(w.fields, "header_row"), f.number(valueOf("header_row", said, reading) ?? reading.header_row)],
    [word(w.fields, "hidden_rows"), hidden],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([label, fact]) =>
          fact && (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="said">{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Notices({ notices }: { notices: Schemas["NoticeView"][] }) {
  const noticeText = useNoticeText();
  if (notices.length === 0) return null;
  return (
    <ul className="reading-notices">
      {notices.map((notice) => (
        <li key={notice.rule}>
          <InfoCircleOutlined aria-hidden />
          <span className="said">{noticeText(notice)}</span>
        </li>
      ))}
    </ul>
  );
}

/** There while there is something to send: one button for all answers and changes. */
function Send({ id, kind, reading, said, onSay, onDone }: Shared & { id: string; onDone: () => void }) {
  const t = useTexts(both);
  const columnWord = useColumnWord(kind);
  const command = useCommand("post", "/v1/imports/{import_id}/reading");
  const before = saidBefore(reading);
  const changed = !same(said, before);
  const open = reading.open.length > 0;
  if (!changed && !open && !command.isError) return null;
  const read = new Set(reading.columns.map(({ place }) => columnOf(place, said, reading)));
  const missing = COLUMNS[kind].required.filter((column) => !read.has(column));
  const body = answered(said, reading);
  const send = () =>
    command.mutate(
      { body, path: { import_id: id } },
      {
        onSuccess: () => {
          onSay(body);
          onDone();
        },
      },
    );
  return (
    <div className="reading-send">
      <ProblemNotice problem={command.error} />
      <div className="row">
        <Button type="primary" size="large" onClick={send} loading={command.isPending} disabled={unclear(said, reading).length > 0}>
          {open ? t.answer : t.again}
        </Button>
        {changed && (
          <Button size="large" onClick={() => onSay(before)}>
            {t.discard}
          </Button>
        )}
        {changed && missing.length > 0 && <span className="quiet">{t.missing(missing.map(columnWord).join(t.join))}</span>}
      </div>
    </div>
  );
}
