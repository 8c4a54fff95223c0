import { State } from "../../components/State";
import { texts, useTexts } from "../../texts";

const both = texts<Record<string, string>>({
  en: { draft: "Awaiting payroll", "taken-over": "Taken over" },
  zh: { draft: "待薪酬接收", "taken-over": "已接收" },
});

/** Where an export stands. */
export function ExportState({ state }: { state: string }) {
  const t = useTexts(both);
  return <State tone={state === "draft" ? "waiting" : "good"}>{t[state] ?? state}</State>;
}
