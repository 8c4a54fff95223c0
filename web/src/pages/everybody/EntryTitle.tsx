import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { texts, useTexts } from "../../texts";

const KINDS = texts<Record<string, string>>({
  en: {
    grant: "Granted by",
    claim: "Claim approved by",
    award: "Award by",
    reversal: "Taken back by",
    hold: "Held for a redemption",
    release: "Released from a redemption",
    redemption: "Redeemed",
    expiry: "Expired",
    "write-off": "Written off",
    opening: "Opening balance",
    "past-grant": "Earlier grant",
    repayment: "Repaid",
    deduction: "Deducted by",
    "deduction-corrected": "Deduction corrected by",
  },
  zh: {
    grant: "授予人",
    claim: "申报批准，审批人",
    award: "即时奖励，发放人",
    reversal: "撤销人",
    hold: "兑换冻结",
    release: "兑换退回",
    redemption: "已兑换",
    expiry: "已到期",
    "write-off": "核销",
    opening: "期初余额",
    "past-grant": "历史授予",
    repayment: "抵扣欠分",
    deduction: "扣分，扣分人",
    "deduction-corrected": "扣分更正，更正人",
  },
});

const BY_SOMEBODY = new Set(["grant", "claim", "award", "reversal", "deduction", "deduction-corrected"]);

/** What an entry is: its kind, and who did it where somebody did. */
export function EntryTitle({ entry }: { entry: Pick<Schemas["Entry"], "kind" | "actor" | "on_behalf_of"> }) {
  const t = useTexts(KINDS);
  return (
    <>
      {t[entry.kind] ?? entry.kind}
      {BY_SOMEBODY.has(entry.kind) && (
        <>
          {" "}
          <PersonName no={entry.on_behalf_of ?? entry.actor} quiet={false} />
        </>
      )}
    </>
  );
}
