import { Form, Radio } from "antd";

import { AmountInput, NumberInput } from "../../../components/NumberInput";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { SettingCard, type Settings } from "./SettingCard";

const both = texts({
  en: {
    title: "Points of leavers",
    means: "What happens to the points of somebody who has left. A balance below zero is written off.",
    kind: "After the last working day",
    redeem: "HR can redeem for them for some days; then the rest expires",
    bonus: "What is left is paid out as a bonus",
    days: "Days (0 to 366)",
    amount: "Per point, before tax",
    amountRule: "An amount such as 0.50",
    now: { redeem: (days: number) => `Redeemable for ${plural(days, "day")}, then expire`, bonus: (amount: string) => `Paid out as a bonus, ${amount} per point` },
  },
  zh: {
    title: "离职员工的积分",
    means: "员工离职后剩余积分的处理方式。余额为负的会核销。",
    kind: "最后工作日之后",
    redeem: "若干天内由 HR 代为兑换，之后剩余积分到期",
    bonus: "剩余积分折算为奖金，由薪酬发放",
    days: "天数（0 至 366）",
    amount: "每分金额（税前）",
    amountRule: "请输入金额，如 0.50",
    now: { redeem: (days: number) => `${days} 天内可兑换，之后到期`, bonus: (amount: string) => `每分折算奖金 ${amount}` },
  },
});

interface Typed {
  leaver_policy: { kind: "redeem" | "bonus"; days: number; amount_per_point?: string };
}

const MOST = 366;

export function LeaverPolicy({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTexts(both);
  const f = useFormats();
  const policy = settings.leaver_policy as unknown as Typed["leaver_policy"];
  const now = policy.kind === "redeem" ? t.now.redeem(policy.days) : t.now.bonus(f.money(policy.amount_per_point ?? "0"));
  return (
    <SettingCard<Typed>
      name="leavers"
      title={t.title}
      now={<strong>{now}</strong>}
      means={t.means}
      mayChange={mayChange}
      whose="hr"
      initial={{ leaver_policy: policy }}
      toBody={({ leaver_policy: { kind, days, amount_per_point } }) => ({
        leaver_policy: kind === "redeem" ? { kind, days } : { kind, days, amount_per_point },
      })}
    >
      <Form.Item name={["leaver_policy", "kind"]} label={t.kind} required>
        <Radio.Group
          className="stack"
          options={[
            { value: "redeem", label: t.redeem },
            { value: "bonus", label: t.bonus },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={[["leaver_policy", "kind"]]}>
        {({ getFieldValue }) =>
          getFieldValue(["leaver_policy", "kind"]) === "redeem" ? (
            <Form.Item name={["leaver_policy", "days"]} label={t.days} rules={[{ required: true, type: "integer", min: 0, max: MOST, message: t.days }]}>
              <NumberInput min={0} max={MOST} style={{ width: "100%" }} />
            </Form.Item>
          ) : (
            <Form.Item name={["leaver_policy", "amount_per_point"]} label={t.amount} rules={[{ required: true, pattern: /^\d{1,12}(\.\d{1,6})?$/, message: t.amountRule }]}>
              <AmountInput />
            </Form.Item>
          )
        }
      </Form.Item>
    </SettingCard>
  );
}
