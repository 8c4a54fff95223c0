import { texts } from "../../texts";

/** What can be delegated. */
export const MATTERS = ["grants", "claims", "redemptions"];

export const matterTexts = texts<Record<string, string>>({
  en: { grants: "Grants", claims: "Claims", redemptions: "Redemptions" },
  zh: { grants: "授予", claims: "申报审批", redemptions: "兑换审批" },
});
