import { Button, Input } from "antd";
import { useId } from "react";

import { usePeople } from "../../api/directory";
import { Choices } from "../../components/Choices";
import { PersonName } from "../../components/PersonName";
import { PersonPicker } from "../../components/PersonPicker";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { BudgetInSight } from "./BudgetInSight";
import { GrantPoints } from "./GrantPoints";
import type { Typed } from "./granted";
import { type Grantable, useGrantable, useReceivers } from "./grantable";
import { useUsed } from "./used";

const both = texts({
  en: {
    who: "Who", others: "Someone else", what: "For what", why: "Why", reason: "Reason", noTags: "No tag can be granted to this person. Tags with fixed points are defined by HR.",
    example: "What they did and what came of it", usedBefore: "Use this reason",
    choosePerson: "Choose a person", chooseTag: "Choose a tag", sayWhy: "Say why", grant: (points: string, name: string) => `Grant ${points} to ${name}`,
  },
  zh: {
    who: "授予谁", others: "其他人", what: "因为什么", why: "理由", reason: "理由", noTags: "没有可授予此人的标签，固定分值的标签由 HR 定义。",
    example: "做了什么，带来了什么", usedBefore: "使用此理由",
    choosePerson: "请选择人员", chooseTag: "请选择标签", sayWhy: "请填写理由", grant: (points: string, name: string) => `授予 ${name} ${points} 分`,
  },
}); // prettier-ignore

/** People that stand there to be tapped; the others are found by name. */
const NEAR = 8;

interface Props {
  typed: Typed;
  onType: (changed: Partial<Typed>) => void;
  onGrant: (points: number) => void;
  /** Points from the same budget that are being recorded. */
  pending: number;
}

export function GrantForm({ typed, onType, onGrant, pending }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const id = useId();
  const used = useUsed();
  const { of } = usePeople();
  const { near, among } = useReceivers(typed.purse);
  const tags = useGrantable(typed.employee, typed.purse);
  const tag = tags.find((one) => one.tag === typed.tag);
  const points = tag === undefined ? 0 : pointsOf(tag, typed.points);

  const recent = used.people.filter((no) => among?.(no) ?? true);
  const first = [...new Set([...recent, ...near])].slice(0, NEAR);
  const listed = typed.employee === null || first.includes(typed.employee) ? first : [typed.employee, ...first.slice(0, NEAR - 1)];
  const name = typed.employee === null ? "" : (of(typed.employee)?.name ?? typed.employee);

  const missing = typed.employee === null ? t.choosePerson : tag === undefined ? t.chooseTag : typed.reason.trim() === "" ? t.sayWhy : null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) onGrant(points);
      }}
    >
      <section className="card">
        <h2>{t.who}</h2>
        <div className="stack grant-part">
          {listed.length > 0 && (
            <Choices
              label={t.who}
              value={typed.employee}
              onChange={(employee) => onType({ employee })}
              choices={listed.map((no) => ({ value: no, label: <PersonName no={no} /> }))}
            />
          )}
          <PersonPicker aria-label={t.others} size="large" among={among} value={null as never} onChange={(employee) => onType({ employee })} />
        </div>
      </section>
      <section className="card">
        <h2>{t.what}</h2>
        <div className="stack grant-part">
          {tags.length === 0 && <p className="quiet">{t.noTags}</p>}
          <Choices
            label={t.what}
            value={typed.tag}
            onChange={(code) => onType({ tag: code, points: null })}
            choices={tags.map((one) => ({ value: one.tag, label: one.name, hint: hintOf(one, f.points) }))}
          />
          {tag?.range && <GrantPoints range={tag.range} value={points} onChange={(chosen) => onType({ points: chosen })} />}
        </div>
      </section>
      <section className="card">
        <h2>
          <label htmlFor={id}>{t.why}</label>
        </h2>
        <div className="stack grant-part">
          {tag !== undefined && (
            <div className="choices">
              {used.reasonsFor(tag.tag).map((reason) => (
                <Button key={reason} shape="round" className="grant-reason" onClick={() => onType({ reason })} title={t.usedBefore}>
                  <span className="said">{reason}</span>
                </Button>
              ))}
            </div>
          )}
          <Input.TextArea
            id={id}
            value={typed.reason}
            onChange={({ target }) => onType({ reason: target.value })}
            placeholder={t.example}
            rows={3}
            className="grows"
            maxLength={10_000}
          />
        </div>
      </section>
      <div className="grant-bar card">
        <BudgetInSight purse={typed.purse} pending={pending} employee={typed.employee} tag={tag?.tag ?? null} points={points} />
        <Button type="primary" htmlType="submit" size="large" block disabled={missing !== null} className="grant-send">
          {missing ?? t.grant(f.points(points), name)}
        </Button>
      </div>
    </form>
  );
}

const pointsOf = ({ points, range }: Grantable, chosen: number | null): number => {
  const asked = chosen ?? points;
  return range === null ? points : Math.min(range.max, Math.max(range.min, asked));
};

const hintOf = ({ points, range }: Grantable, shown: (points: number) => string): string =>
  range === null ? shown(points) : `${shown(range.min)}–${shown(range.max)}`;
