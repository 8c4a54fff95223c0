import { Form, Input } from "antd";

import { CommandForm } from "../../components/CommandForm";
import { texts, useTexts } from "../../texts";
import { type Body, decisionTexts, partsOf, pathOf } from "./decisions";
import type { WaitingItem } from "./waiting-items";

const both = texts({
  en: { question: "Your question", reason: "Reason", read: "The employee will see this.", hr: "HR will see this.", each: (n: number) => `Each of the ${n} will see this.`, needed: "Required" },
  zh: { question: "您的问题", reason: "理由", read: "员工会看到。", hr: "HR 会看到。", each: (n: number) => `这 ${n} 项的当事人都会看到。`, needed: "必填" },
}); // prettier-ignore

interface Props {
  items: readonly [WaitingItem, ...WaitingItem[]];
  decision: "return" | "reject";
  onDecide: (body: Body, taken: () => void) => void;
}

/** Returned with a question, or rejected with a reason; several for the same. */
export function ReasonForm({ items, decision, onDecide }: Props) {
  const t = useTexts(both);
  const words = useTexts(decisionTexts);
  const [first] = items;
  return (
    <CommandForm
      name={`${decision}:${items.length === 1 ? first.key : "several"}`}
      method="post"
      // All of them take a reason, and nothing else.
      path={pathOf(first.kind, decision) as "/v1/claims/{claim}/rejection"}
      at={partsOf(first)}
      toBody={({ reason }: { reason: string }) => ({ reason })}
      instead={(body, taken) => onDecide(body, taken)}
      submit={words[decision]}
      danger={decision === "reject"}
    >
      <Form.Item
        name="reason"
        label={decision === "return" ? t.question : t.reason}
        extra={items.length > 1 ? t.each(items.length) : first.kind === "countersignature" ? t.hr : t.read}
        rules={[{ required: true, whitespace: true, message: t.needed }]}
      >
        <Input.TextArea autoFocus rows={3} className="grows" />
      </Form.Item>
    </CommandForm>
  );
}
