import type { Schemas } from "../api/client";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import { State, type Tone } from "./State";

export const REDEMPTION_STATES = ["requested", "approved", "fulfilled", "rejected", "cancelled", "reversed"] as const;

export const redemptionStates = texts<Record<string, string>>({
  en: { requested: "Awaiting approval", approved: "Approved", fulfilled: "Fulfilled", rejected: "Rejected", cancelled: "Cancelled", reversed: "Taken back" },
  zh: { requested: "待审批", approved: "待兑现", fulfilled: "已兑现", rejected: "已驳回", cancelled: "已取消", reversed: "已撤销" },
});

const TONES: Record<string, Tone> = { requested: "waiting", approved: "waiting", fulfilled: "good", rejected: "bad", cancelled: "over", reversed: "bad" };

const paying = texts({
  en: { due: "To be paid", paid: (month: string) => `Paid with ${month}`, booked: (day: string) => `Taken over on ${day}` },
  zh: { due: "待发放", paid: (month: string) => `已随${month}工资发放`, booked: (day: string) => `已于 ${day} 登记` },
});

/** Where a redemption stands; what hr has fulfilled is with the employee once payroll pays it or it is booked. */
export function RedemptionState({ of: { state, kind, line, pay_month, taken_over_at } }: { of: Pick<Schemas["RedemptionView"], "state" | "kind" | "line" | "pay_month" | "taken_over_at"> }) {
  const t = useTexts(redemptionStates);
  const p = useTexts(paying);
  const f = useFormats();
  if (state === "fulfilled" && kind !== "bonus" && taken_over_at) return <State tone="good">{p.booked(f.date(taken_over_at))}</State>;
  if (kind !== "bonus" || state !== "fulfilled") return <State tone={TONES[state] ?? "over"}>{t[state] ?? state}</State>;
  return line === "taken-over" && pay_month ? <State tone="good">{p.paid(f.month(pay_month))}</State> : <State tone="waiting">{p.due}</State>;
}
