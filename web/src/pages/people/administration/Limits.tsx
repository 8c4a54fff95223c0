import { Form } from "antd";

import { AmountInput, NumberInput } from "../../../components/NumberInput";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { SettingCard, type Settings } from "./SettingCard";

const both = texts({
  en: {
    title: "What one HR does alone",
    means: "Above these limits a second HR confirms: awards, claims decided by HR, what is redeemed, rewards, leavers, imports. To raise one takes a second HR, too.",
    points: "Points at once", points_a_month: "Points of one person in a month", money: "Money at once", money_a_month: "Money of one person in a month", money_per_point: "Value of a point",
    money_per_day: "A day of leave counts as", money_per_piece: "A training or other piece counts as",
    now: (points: string, money: string) => `Up to ${points} points or ${money} at once`, claims: (points: string) => `A claim above ${points} points takes two approvers`,
    amount: "An amount such as 50000.00",
    points_a_claim: "Points of a claim by one approver", two: "Above it a claim takes two approvers: the first approval waits for the next one above, else for HR. Leave it empty for no such limit.",
  },
  zh: {
    title: "单人限额",
    means: "超过限额的即时奖励、HR 审批的申报、兑现、兑换项、离职折算和导入，需另一位 HR 复核；提高限额也需复核。",
    points: "单次积分", points_a_month: "单人单月积分", money: "单次金额", money_a_month: "单人单月金额", money_per_point: "每分价值",
    money_per_day: "每天假期折算", money_per_piece: "培训等每份折算",
    now: (points: string, money: string) => `单次不超过 ${points} 分或 ${money}`, claims: (points: string) => `超过 ${points} 分的申报须两人审批`,
    amount: "请输入金额，如 50000.00",
    points_a_claim: "单条申报一人可批积分", two: "超过此数的申报须两人审批：第一次批准后，由上一级审批人（没有则由 HR）确认。留空表示不限。",
  },
}); // prettier-ignore

const POINTS = ["points", "points_a_month"] as const;
const MONEY = ["money", "money_a_month", "money_per_point", "money_per_day", "money_per_piece"] as const;

interface Typed {
  limits: Record<(typeof POINTS)[number], number> & Record<(typeof MONEY)[number], string> & { points_a_claim?: number | null };
}

/** Above which amounts a second hr confirms. */
export function Limits({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTexts(both);
  const f = useFormats();
  const limits = settings.limits as unknown as Typed["limits"];
  return (
    <SettingCard<Typed>
      name="limits"
      title={t.title}
      now={
        <strong>
          {t.now(f.points(limits.points), f.money(limits.money))}
          {limits.points_a_claim != null && (
            <>
              <br />
              {t.claims(f.points(limits.points_a_claim))}
            </>
          )}
        </strong>
      }
      means={t.means}
      mayChange={mayChange}
      whose="hr"
      initial={{ limits }}
      toBody={({ limits: typed }) => ({ limits: { ...typed, points_a_claim: typed.points_a_claim ?? null } })}
    >
      {POINTS.map((name) => (
        <Form.Item key={name} name={["limits", name]} label={t[name]} rules={[{ required: true, type: "integer", min: 0, message: t[name] }]}>
          <NumberInput min={0} max={1_000_000_000} style={{ width: "100%" }} />
        </Form.Item>
      ))}
      {MONEY.map((name) => (
        <Form.Item key={name} name={["limits", name]} label={t[name]} rules={[{ required: true, pattern: /^\d{1,12}(\.\d{1,2})?$/, message: t.amount }]}>
          <AmountInput />
        </Form.Item>
      ))}
      <Form.Item name={["limits", "points_a_claim"]} label={t.points_a_claim} extra={t.two}>
        <NumberInput min={1} max={1_000_000_000} style={{ width: "100%" }} />
      </Form.Item>
    </SettingCard>
  );
}
