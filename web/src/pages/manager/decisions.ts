/** What can be decided about what waits, and the words for it. */
import { newKey, useCommand } from "../../api/commands";
import { texts } from "../../texts";
import type { WaitingItem } from "./waiting-items";

/** `change`: approved with fewer points, or a value that was verified. */
export type Decision = "approve" | "change" | "return" | "reject";

export const DECISIONS: Record<WaitingItem["kind"], Decision[]> = {
  claim: ["approve", "change", "return", "reject"],
  redemption: ["approve", "reject"],
  fulfilment: ["approve", "reject"],
  tag: ["approve", "reject"],
  reversal: ["approve", "reject"],
  countersignature: ["approve", "reject"],
};

export const decisionTexts = texts<Record<Decision | "fulfil" | "confirm", string>>({
  en: { approve: "Approve", change: "Adjust", return: "Return", reject: "Reject", fulfil: "Fulfil", confirm: "Confirm" },
  zh: { approve: "批准", change: "调整后批准", return: "退回", reject: "驳回", fulfil: "兑现", confirm: "确认" },
});

export const nameOf = (kind: WaitingItem["kind"], decision: Decision, t: (typeof decisionTexts)["en"]): string => {
  if (decision !== "approve") return t[decision];
  return kind === "fulfilment" ? t.fulfil : kind === "reversal" || kind === "countersignature" ? t.confirm : t.approve;
};

/** Approves, fulfils or confirms at one touch. */
export function useApprove(onBehalfOf: string | null): (item: WaitingItem) => Promise<unknown> {
  const claim = useCommand("post", "/v1/claims/{claim}/approval");
  const redemption = useCommand("post", "/v1/redemptions/{redemption}/approval");
  const fulfilment = useCommand("post", "/v1/redemptions/{redemption}/fulfilment");
  const tag = useCommand("post", "/v1/tags/{code}/approval");
  const reversal = useCommand("post", "/v1/reversals/{reversal}/confirmation");
  const second = useCommand("post", "/v1/countersignatures/{countersignature}/confirmation");
  return (item) => {
    // Several may be on their way at once, so each has a key of its own.
    const key = newKey();
    if (item.kind === "claim") return claim.mutateAsync({ body: {}, path: { claim: item.id }, onBehalfOf, key });
    if (item.kind === "redemption") return redemption.mutateAsync({ path: { redemption: item.id }, onBehalfOf, key });
    if (item.kind === "fulfilment") return fulfilment.mutateAsync({ path: { redemption: item.id }, onBehalfOf, key });
    if (item.kind === "reversal") return reversal.mutateAsync({ path: { reversal: item.id }, onBehalfOf, key });
    if (item.kind === "countersignature") return second.mutateAsync({ path: { countersignature: item.id }, onBehalfOf, key });
    return tag.mutateAsync({ path: { code: item.id }, onBehalfOf, key });
  };
}
