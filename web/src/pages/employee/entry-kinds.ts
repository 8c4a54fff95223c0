/** What entries can be for, as the filter names them. */
import { texts } from "../../texts";

export const KINDS = ["grant", "claim", "award", "hold", "release", "reversal", "expiry", "opening", "past-grant", "write-off", "deduction", "deduction-corrected"] as const;
export type EntryKind = (typeof KINDS)[number];

export const isKind = (text: string): text is EntryKind => (KINDS as readonly string[]).includes(text);

export const entryKinds = texts<Record<EntryKind, string>>({
  en: {
    grant: "Grants",
    claim: "Claims",
    award: "Awards",
    hold: "Held for redemptions",
    release: "Released from redemptions",
    reversal: "Taken back",
    expiry: "Expired",
    opening: "Opening balance",
    "past-grant": "Earlier grants",
    "write-off": "Written off",
    deduction: "Deductions",
    "deduction-corrected": "Deductions corrected",
  },
  zh: {
    grant: "授予",
    claim: "申报",
    award: "即时奖励",
    hold: "兑换冻结",
    release: "兑换退回",
    reversal: "撤销",
    expiry: "积分到期",
    opening: "期初余额",
    "past-grant": "历史授予",
    "write-off": "核销",
    deduction: "扣分",
    "deduction-corrected": "扣分更正",
  },
});
