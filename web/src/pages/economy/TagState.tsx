import { State, type Tone } from "../../components/State";
import { texts, useTexts } from "../../texts";

export const TAG_STATES = ["active", "proposed", "retired", "rejected"] as const;

export const tagStates = texts<Record<string, string>>({
  en: { active: "In use", proposed: "Proposed", retired: "Retired", rejected: "Rejected" },
  zh: { active: "使用中", proposed: "待审批", retired: "已停用", rejected: "已驳回" },
});

const TONES: Record<string, Tone> = { active: "good", proposed: "waiting", retired: "over", rejected: "bad" };

/** Where a tag stands. */
export function TagState({ state }: { state: string }) {
  const t = useTexts(tagStates);
  return <State tone={TONES[state] ?? "over"}>{t[state] ?? state}</State>;
}
