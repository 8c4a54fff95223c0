import { Form, Input } from "antd";

import type { CommandPath } from "../../api/commands";
import { CommandForm } from "../../components/CommandForm";
import { texts, useTexts } from "../../texts";
import { decisionTexts } from "./decisions";
import type { WaitingItem } from "./waiting-items";

const both = texts({
  en: { question: "Your question", reason: "Reason", read: "The employee will see this.", hr: "HR will see this.", needed: "Required" },
  zh: { question: "您的问题", reason: "理由", read: "员工会看到。", hr: "HR 会看到。", needed: "必填" },
});

const REJECTION = {
  claim: "/v1/claims/{claim}/rejection",
  redemption: "/v1/redemptions/{redemption}/rejection",
  fulfilment: "/v1/redemptions/{redemption}/rejection",
  tag: "/v1/tags/{code}/rejection",
  reversal: "/v1/reversals/{reversal}/rejection",
  countersignature: "/v1/countersignatures/{countersignature}/rejection",
} as const satisfies Record<WaitingItem["kind"], CommandPath<"post">>;
const PART = { claim: "claim", redemption: "redemption", fulfilment: "redemption", tag: "code", reversal: "reversal", countersignature: "countersignature" };

interface Props {
  item: WaitingItem;
  decision: "return" | "reject";
  onBehalfOf: string | null;
  onDone: () => void;
}

/** Returned with a question, or rejected with a reason. */
export function ReasonForm({ item, decision, onBehalfOf, onDone }: Props) {
  const t = useTexts(both);
  const words = useTexts(decisionTexts);
  return (
    <CommandForm
      name={`${decision}:${item.key}`}
      method="post"
      path={decision === "return" ? "/v1/claims/{claim}/return" : REJECTION[item.kind]}
      at={{ [PART[item.kind]]: item.id }}
      onBehalfOf={onBehalfOf}
      toBody={({ reason }: { reason: string }) => ({ reason })}
      onDone={onDone}
      submit={words[decision]}
      danger={decision === "reject"}
    >
      <Form.Item
        name="reason"
        label={decision === "return" ? t.question : t.reason}
        extra={item.kind === "countersignature" ? t.hr : t.read}
        rules={[{ required: true, whitespace: true, message: t.needed }]}
      >
        <Input.TextArea autoFocus rows={3} className="grows" />
      </Form.Item>
    </CommandForm>
  );
}
