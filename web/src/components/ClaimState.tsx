import { texts, useTexts } from "../texts";
import { State, type Tone } from "./State";

export const CLAIM_STATES = ["submitted", "returned", "approved", "rejected", "withdrawn"] as const;
export type ClaimStateName = (typeof CLAIM_STATES)[number];

export const claimStates = texts<Record<string, string>>({
  en: { submitted: "Awaiting approval", returned: "Returned", approved: "Approved", rejected: "Rejected", withdrawn: "Withdrawn", reversed: "Taken back" },
  zh: { submitted: "待审批", returned: "已退回", approved: "已批准", rejected: "已驳回", withdrawn: "已撤回", reversed: "已撤销" },
});

const TONES: Record<string, Tone> = { submitted: "waiting", returned: "waiting", approved: "good", rejected: "bad", withdrawn: "over", reversed: "bad" };

/** Where a claim stands. */
export function ClaimState({ state, reversed = false }: { state: string; reversed?: boolean }) {
  const t = useTexts(claimStates);
  const shown = reversed ? "reversed" : state;
  return <State tone={TONES[shown] ?? "over"}>{t[shown] ?? shown}</State>;
}
