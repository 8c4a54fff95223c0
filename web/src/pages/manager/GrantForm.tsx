import { Button, Input } from "antd";
import { useId, useRef } from "react";

import { usePerson } from "../../api/directory";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { GrantPanel } from "./GrantPanel";
import { GrantPerson } from "./GrantPerson";
import { GrantPoints } from "./GrantPoints";
import { GrantTag } from "./GrantTag";
import type { Offer, Typed } from "./granted";
import { offerOf, useGrantable } from "./grantable";
import { type Granted, useRecent } from "./recent";

const both = texts({
  en: {
    why: "Why", example: "What they did and what came of it", usedBefore: "Use this reason",
    choosePerson: "Choose a person", chooseTag: "Choose a tag", sayWhy: "Say why", clear: "Clear", clearReason: "Clear the reason", asking: "Checking…",
    grant: (points: string, name: string) => `Grant ${points} to ${name}`, capped: (cap: string) => `With that the month’s cap of ${cap} is reached`,
  },
  zh: {
    why: "理由", example: "做了什么，带来了什么", usedBefore: "使用此理由",
    choosePerson: "请选择人员", chooseTag: "请选择标签", sayWhy: "请填写理由", clear: "清空", clearReason: "清空理由", asking: "正在核对…",
    grant: (points: string, name: string) => `授予 ${name} ${points} 分`, capped: (cap: string) => `将达到该标签本月上限 ${cap} 分`,
  },
}); // prettier-ignore

interface Props {
  typed: Typed;
  /** Whether one was just sent: the next begins with the person. */
  again: boolean;
  /** What was granted before: whom and why stand first. */
  granted: Granted[];
  onType: (changed: Partial<Typed>) => void;
  onGrant: (offer: Offer) => void;
  /** Points from the same budget that are being recorded. */
  pending: number;
}

export function GrantForm({ typed, again, granted, onType, onGrant, pending }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const id = useId();
  const why = useRef<HTMLElement>(null);
  const recent = useRecent(granted);
  const { employee, reason } = typed;
  const person = usePerson(employee ?? "");
  const { tags, asking } = useGrantable(employee, typed.purse);
  // What was granted last, and can be granted to this person, stands ready.
  const wanted = typed.tag ?? recent.tags.find((code) => tags.some((one) => one.tag === code && !one.problem)) ?? null;
  const found = tags.find((one) => one.tag === wanted);
  const tag = found?.problem ? undefined : found;
  const offer = tag === undefined ? null : offerOf(tag, employee ?? "", typed.points);
  const name = person?.name ?? employee ?? "";

  const missing =
    employee === null ? t.choosePerson : asking ? t.asking : offer === null ? t.chooseTag : reason.trim() === "" ? t.sayWhy : null;
  const choose = (code: string) => {
    onType({ tag: code, points: null });
    // What is to be said next comes into sight.
    if (reason === "") requestAnimationFrame(() => why.current?.scrollIntoView({ block: "nearest" }));
  };
  return (
    <form
      className="grant-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && offer !== null) onGrant(offer);
      }}
    >
      <div className="stack">
        <GrantPerson purse={typed.purse} value={employee} recent={recent.people} again={again} onChange={(no) => onType({ employee: no, points: null })} />
        <GrantTag tags={tags} recent={recent.tags} value={wanted} onChange={choose}>
          {tag?.choice && tag.choice.min < tag.choice.max && offer && (
            <GrantPoints range={tag.choice} whole={tag.range} value={offer.asked} onChange={(points) => onType({ points })} />
          )}
        </GrantTag>
        <section className="card" ref={why}>
          <h2 className="row apart">
            <label htmlFor={id}>{t.why}</label>
            {reason !== "" && (
              <Button type="text" size="small" aria-label={t.clearReason} onClick={() => onType({ reason: "" })}>
                {t.clear}
              </Button>
            )}
          </h2>
          <div className="stack grant-part">
            {tag !== undefined && (
              <div className="choices">
                {recent.reasonsFor(tag.tag).map((said) => (
                  <Button key={said} shape="round" className="grant-reason" onClick={() => onType({ reason: said })} title={t.usedBefore}>
                    <span className="said">{said}</span>
                  </Button>
                ))}
              </div>
            )}
            <Input.TextArea
              id={id}
              value={reason}
              onChange={({ target }) => onType({ reason: target.value })}
              placeholder={t.example}
              rows={2}
              className="grows"
              maxLength={10_000}
            />
          </div>
        </section>
      </div>
      <div className="grant-bar card">
        <GrantPanel typed={typed} name={name} tag={asking ? undefined : tag} offer={asking ? null : offer} pending={pending} />
        <Button type="primary" htmlType="submit" size="large" block disabled={missing !== null} className="grant-send">
          <span>
            {missing ?? t.grant(f.points(offer?.points ?? 0), name)}
            {missing === null && offer?.cap && <small>{t.capped(f.points(offer.cap))}</small>}
          </span>
        </Button>
      </div>
    </form>
  );
}
