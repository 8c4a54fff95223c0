/** Answer what the approver asked, in words and by changing the claim as it was, and send it again. */
import { App, Form, Input } from "antd";
import { useState } from "react";

import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { CommandForm } from "../../components/CommandForm";
import { type Rule, asksOf } from "../../components/rule-text";
import { texts, useTexts } from "../../texts";
import { EvidenceFields, evidenceOf } from "./EvidenceFields";
import { Quantities } from "./Quantities";
import { TrialPreview } from "./TrialPreview";
import { type Numbers, numbersOf, triedNumbers } from "./claimable";

const both = texts({
  en: {
    title: "Your answer",
    asked: "The question",
    answer: "Answer",
    answerHint: "Answer in words here; correct the claim below where it needs it.",
    what: "What you did, and what came of it",
    needed: "Required",
    send: "Send again",
    sent: "Sent again. Your approver has been notified.",
  },
  zh: {
    title: "补充说明",
    asked: "审批人的问题",
    answer: "答复",
    answerHint: "在此作文字答复；申报内容有需要更正的，请在下方修改。",
    what: "做了什么，带来了什么结果",
    needed: "必填",
    send: "重新提交",
    sent: "已重新提交，等待审批人处理。",
  },
});

interface Typed extends Numbers {
  answer?: string;
  description?: string;
  evidence?: string[];
}

const LONGEST = 10_000;

export function AnswerReturn({ claim }: { claim: Schemas["ClaimView"] }) {
  const t = useTexts(both);
  const { message } = App.useApp();
  const tag = useTags().of(claim.tag);
  const [initial] = useState<Typed>(() => {
    const evidence = claim.evidence.filter((text) => text !== null);
    const { description, quantity, value_quantity } = claim;
    return { description: description ?? "", quantity, value_quantity, evidence: evidence.length > 0 ? evidence : [""] };
  });
  const [typed, setTyped] = useState(initial);
  if (tag === undefined) return null;
  const asks = asksOf(tag.rule as Rule);
  const tried = triedNumbers(asks, typed);
  return (
    <section className="card">
      <h2>{t.title}</h2>
      {claim.reason && (
        <blockquote className="asked">
          <strong>{t.asked}</strong>
          <p className="said">{claim.reason}</p>
        </blockquote>
      )}
      <CommandForm
        name={`claim:${claim.id}`}
        method="post"
        path="/v1/claims/{claim}/resubmission"
        at={{ claim: claim.id }}
        initial={initial}
        toBody={(from: Typed) => ({ answer: from.answer?.trim() || null, description: from.description, evidence: evidenceOf(from.evidence), ...numbersOf(asks, from) })}
        onChange={setTyped}
        onDone={() => void message.success(t.sent)}
        submit={t.send}
      >
        <Form.Item name="answer" label={t.answer} extra={t.answerHint}>
          <Input.TextArea rows={2} className="grows" maxLength={LONGEST} size="large" />
        </Form.Item>
        <Form.Item name="description" label={t.what} rules={[{ required: true, whitespace: true, message: t.needed }]}>
          <Input.TextArea rows={3} className="grows" maxLength={LONGEST} size="large" />
        </Form.Item>
        <Quantities asks={asks} />
        <TrialPreview asked={tried && { tag: tag.code, occurred_at: claim.occurred_at, ...tried }} />
        <EvidenceFields required={tag.evidence_required} />
      </CommandForm>
    </section>
  );
}
