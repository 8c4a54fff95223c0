/** Claim value: a tag, what its rule asks for, what happened; and at once what it would earn. */
import { App, Form, Input } from "antd";
import { useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { useTags } from "../../api/directory";
import type { TrialBody } from "../../api/trial";
import { CommandForm } from "../../components/CommandForm";
import { DayInput } from "../../components/DayInput";
import { TagPicker } from "../../components/TagPicker";
import { Titled } from "../../components/Titled";
import { type Asks, type Rule, asksOf, useRuleText } from "../../components/rule-text";
import { noon, today } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { EvidenceFields, evidenceOf } from "./EvidenceFields";
import { Quantities } from "./Quantities";
import { TrialPreview } from "./TrialPreview";
import { type Numbers, numbersOf, triedNumbers } from "./claimable";
import "./claims.css";

const both = texts({
  en: {
    title: "Claim value",
    lead: "Describe the value you created. Your approver decides, and you can follow it under My claims.",
    tag: "Value tag",
    pick: "Search by name or goal",
    needed: "Required",
    when: "When it happened",
    what: "What you did, and what came of it",
    send: "Send claim",
    sent: "Sent. Your approver has been notified.",
  },
  zh: {
    title: "申报价值",
    lead: "说明您创造的价值，由审批人决定，进度在“我的申报”中查看。",
    tag: "价值标签",
    pick: "按名称或目标搜索",
    needed: "必填",
    when: "发生日期",
    what: "做了什么，带来了什么结果",
    send: "提交申报",
    sent: "已提交，等待审批人处理。",
  },
});

interface Typed extends Numbers {
  tag?: string;
  occurred_at?: string;
  description?: string;
  evidence?: string[];
}

const LONGEST = 10_000;
const NOTHING: Asks = { unit: null, valueUnit: null };

/** The number that the rule asks for, else the words: what would be tapped next. */
const toNext = () => setTimeout(() => document.querySelector<HTMLElement>("#quantity, #description")?.focus());

export default function NewClaim() {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  const { time_zone } = useMe();
  const { of } = useTags();
  const ruleText = useRuleText();
  const [search] = useSearchParams();
  const now = today(time_zone);
  const [initial] = useState<Typed>({ tag: search.get("tag") ?? undefined, occurred_at: now, evidence: [""] });
  const tapped = useRef(false);
  const [typed, setTyped] = useState<Typed>(initial);
  const tag = typed.tag === undefined ? undefined : of(typed.tag);
  const asks = tag === undefined ? NOTHING : asksOf(tag.rule as Rule);

  const occurred = (on: string | undefined) => (on && on < now ? noon(on, time_zone) : undefined);
  const tried = tag === undefined ? null : triedNumbers(asks, typed);
  const asked: TrialBody | null = tag && tried ? { tag: tag.code, ...tried, occurred_at: occurred(typed.occurred_at) } : null;
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="claim-form">
        <CommandForm
          name="claim"
          method="post"
          path="/v1/claims"
          initial={initial}
          toBody={(from: Typed) => ({
            tag: from.tag ?? "",
            description: from.description ?? "",
            evidence: evidenceOf(from.evidence),
            occurred_at: occurred(from.occurred_at),
            ...numbersOf(asks, from),
          })}
          onChange={setTyped}
          onDone={({ id }) => {
            void message.success(t.sent);
            void go(`/claims/${id}`);
          }}
          submit={t.send}
        >
          {/* Who chose by the keys stays where they are. */}
          <div onClickCapture={() => (tapped.current = true)} onKeyDownCapture={() => (tapped.current = false)}>
            <Form.Item name="tag" label={t.tag} rules={[{ required: true, message: t.needed }]} extra={tag && <span className="said">{ruleText(tag)}</span>}>
              <TagPicker among={({ may_claim }) => may_claim} size="large" placeholder={t.pick} onSelect={() => tapped.current && toNext()} />
            </Form.Item>
          </div>
          <Quantities asks={asks} />
          {tag && <TrialPreview asked={asked} />}
          <Form.Item name="description" label={t.what} rules={[{ required: true, whitespace: true, message: t.needed }]}>
            <Input.TextArea rows={4} className="grows" maxLength={LONGEST} size="large" />
          </Form.Item>
          <EvidenceFields required={tag?.evidence_required ?? false} />
          <Form.Item name="occurred_at" label={t.when} rules={[{ required: true, message: t.needed }]}>
            <DayInput max={now} size="large" />
          </Form.Item>
        </CommandForm>
      </div>
    </Titled>
  );
}
