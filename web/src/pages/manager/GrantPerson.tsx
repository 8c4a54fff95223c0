import { EditOutlined } from "@ant-design/icons";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";

import { useDepartments, usePerson } from "../../api/directory";
import { Choices } from "../../components/Choices";
import { PlainNames } from "../../components/PersonLink";
import { PersonName } from "../../components/PersonName";
import { PersonPicker } from "../../components/PersonPicker";
import { texts, useTexts } from "../../texts";
import type { Purse } from "./granted";
import { useReceivers } from "./grantable";

const both = texts({
  en: { who: "Who", others: "Someone else", change: "Change" },
  zh: { who: "授予谁", others: "其他人", change: "更换" },
});

/** People that stand there to be tapped; the others are found by name. */
const NEAR = 8;

interface Props {
  purse: Purse;
  value: string | null;
  /** Those of the last grants. */
  recent: string[];
  again: boolean;
  onChange: (employee: string) => void;
}

/** Who it is for: many to choose from, and one line once somebody is chosen; a tap opens it again. */
export function GrantPerson({ purse, value, recent, again, onChange }: Props) {
  const t = useTexts(both);
  const person = usePerson(value ?? "");
  const { nameOf } = useDepartments();
  const { near, among } = useReceivers(purse);
  const [open, setOpen] = useState(false);
  const line = useRef<HTMLButtonElement>(null);
  const part = useRef<HTMLElement>(null);
  const folds = useRef(false);
  const folded = value !== null && !open;

  useEffect(() => {
    if (again) part.current?.focus({ preventScroll: true });
  }, [again]);
  useEffect(() => {
    if (folded && folds.current) line.current?.focus({ preventScroll: true });
    folds.current = false;
  }, [folded]);

  const fold = () => {
    folds.current = true;
    setOpen(false);
  };
  if (folded) {
    return (
      <section className="card grant-folded">
        <button type="button" ref={line} onClick={() => setOpen(true)} aria-expanded={false}>
          <span className="quiet">{t.who}</span>
          <span>
            <PlainNames>
              <PersonName no={value} />
            </PlainNames>{" "}
            <span className="quiet">{nameOf(person?.department ?? null)}</span>
          </span>
          <span className="grant-change">
            <EditOutlined /> {t.change}
          </span>
        </button>
      </section>
    );
  }
  const last = recent.filter((no) => among?.(no) ?? true);
  const first = [...new Set([...last.slice(0, NEAR / 2), ...near])].slice(0, NEAR);
  const listed = value === null || first.includes(value) ? first : [value, ...first.slice(0, NEAR - 1)];
  return (
    <section className="card" ref={part} tabIndex={-1}>
      <h2>{t.who}</h2>
      <div
        className="stack grant-part"
        // Arrow keys go through people and choose each on the way: only a tap, the space bar or Enter says "this one".
        onClickCapture={({ target, detail }: MouseEvent) => {
          if (detail > 0 && (target as Element).closest(".choice")) requestAnimationFrame(fold);
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if ((event.key !== "Enter" && event.key !== " ") || !(event.target as Element).matches(".choice input")) return;
          event.preventDefault();
          onChange((event.target as HTMLInputElement).value);
          fold();
        }}
      >
        {listed.length > 0 && (
          <Choices
            label={t.who}
            value={value}
            onChange={(no) => {
              setOpen(true);
              onChange(no);
            }}
            choices={listed.map((no) => ({ value: no, label: <PersonName no={no} /> }))}
          />
        )}
        <PersonPicker
          aria-label={t.others}
          size="large"
          among={among}
          value={null as never}
          onChange={(no) => {
            onChange(no);
            fold();
          }}
        />
      </div>
    </section>
  );
}
