import { Form, Input } from "antd";

import type { Schemas } from "../../api/client";
import { CommandForm } from "../../components/CommandForm";
import { AmountInput, NumberInput } from "../../components/NumberInput";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { type Body, decisionTexts } from "./decisions";

const both = texts({
  en: {
    points: "Points", byRule: (points: string) => `${points} by the rule. Fewer need a reason; only HR can give more.`, reason: "Reason",
    needed: "Fewer points need a reason", value: "Verified value", claimed: (money: string) => `${money} was claimed; both figures are kept.`,
    amount: "An amount, such as 48000 or 48000.50",
  },
  zh: {
    points: "积分", byRule: (points: string) => `按规则为 ${points} 分；调低需说明理由，调高须由 HR 处理`, reason: "理由",
    needed: "调低积分需说明理由", value: "核实价值", claimed: (money: string) => `申报价值 ${money}；核实结果会一并保存`,
    amount: "请输入金额，例如 48000 或 48000.50",
  },
}); // prettier-ignore

interface Typed {
  points: number;
  reason?: string;
  verified_value?: string;
}

/** Approved with other points, or with the value as the approver found it. */
export function ChangeForm({ claim, onDecide }: { claim: Schemas["ClaimView"]; onDecide: (body: Body, taken: () => void) => void }) {
  const t = useTexts(both);
  const f = useFormats();
  const words = useTexts(decisionTexts);
  return (
    <CommandForm
      name={`change:${claim.id}`}
      method="post"
      path="/v1/claims/{claim}/approval"
      at={{ claim: claim.id }}
      initial={{ points: claim.points } as Partial<Typed>}
      toBody={({ points, reason, verified_value }: Typed) => ({
        points: points === claim.points ? null : points,
        reason: reason?.trim() || null,
        verified_value: verified_value?.trim() || null,
      })}
      instead={(body, taken) => onDecide(body as Body, taken)}
      submit={words.approve}
    >
      <Form.Item name="points" label={t.points} extra={t.byRule(f.points(claim.points))} rules={[{ required: true, message: t.points }]}>
        <NumberInput min={1} size="large" style={{ width: "100%" }} autoFocus />
      </Form.Item>
      {claim.value !== null && (
        <Form.Item
          name="verified_value"
          label={t.value}
          extra={t.claimed(f.money(claim.value))}
          rules={[{ pattern: /^\d+(\.\d{1,2})?$/, message: t.amount }]}
        >
          <AmountInput size="large" />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t.reason}
        dependencies={["points"]}
        rules={[({ getFieldValue }) => ({ required: getFieldValue("points") < claim.points, whitespace: true, message: t.needed })]}
      >
        <Input.TextArea rows={3} className="grows" />
      </Form.Item>
    </CommandForm>
  );
}
