/** Answer what the approver asked: the claim as it was, to be changed and sent again. */
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
    what: "What you did, and what came of it",
    needed: "Required",
    send: "Send again",
    sent: "Sent again. Your approver has been notified.",
  },
  zh: {
    title: "补充说明",
    asked: "审批人的问题",
    what: "做了什么，带来了什么结果",
    needed: "必填",
    send: "重新提交",
    sent: "已重新提交，等待审批人处理。",
  },
});

interface Typed extends Numbers {
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
        toBody={(from: Typed) => ({ description: from.description, evidence: evidenceOf(from.evidence), ...numbersOf(asks, from) })}
        onChange={setTyped}
        onDone={() => void message.success(t.sent)}
        submit={t.send}
      >
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
