import { texts, useTexts } from "../texts";
import { State, type Tone } from "./State";

export const REDEMPTION_STATES = ["requested", "approved", "fulfilled", "rejected", "cancelled", "reversed"] as const;

export const redemptionStates = texts<Record<string, string>>({
  en: { requested: "Awaiting approval", approved: "Approved", fulfilled: "Fulfilled", rejected: "Rejected", cancelled: "Cancelled", reversed: "Taken back" },
  zh: { requested: "待审批", approved: "待兑现", fulfilled: "已兑现", rejected: "已驳回", cancelled: "已取消", reversed: "已撤销" },
});

const TONES: Record<string, Tone> = { requested: "waiting", approved: "waiting", fulfilled: "good", rejected: "bad", cancelled: "over", reversed: "bad" };

/** Where a redemption stands. */
export function RedemptionState({ state }: { state: string }) {
  const t = useTexts(redemptionStates);
  return <State tone={TONES[state] ?? "over"}>{t[state] ?? state}</State>;
}
