import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { useRedeemedText } from "../../components/redeemed-text";
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
    rank: "counts in the rank, not in the balance",
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
    rank: "计入排名，不影响余额",
  },
});

const BY_SOMEBODY = new Set(["grant", "claim", "award", "reversal", "deduction", "deduction-corrected"]);

type Entry = Pick<Schemas["Entry"], "kind" | "actor" | "on_behalf_of"> & Partial<Pick<Schemas["Entry"], "redemption" | "rank_only">>;

/** What an entry is: its kind, who did it where somebody did, what was redeemed, and that a deduction leaves the balance. */
export function EntryTitle({ entry }: { entry: Entry }) {
  const t = useTexts(KINDS);
  const redeemed = useRedeemedText();
  const { redemption, rank_only = null } = entry;
  const kind = entry.kind === "hold" && redemption?.state === "fulfilled" ? "redemption" : entry.kind;
  return (
    <>
      {t[kind] ?? kind}
      {BY_SOMEBODY.has(entry.kind) && (
        <>
          {" "}
          <PersonName no={entry.on_behalf_of ?? entry.actor} quiet={false} />
        </>
      )}
      {redemption && ` · ${redeemed(redemption)}`}
      {rank_only !== null && (
        <span className="quiet" style={{ fontWeight: 400 }}>
          {" "}
          · {t.rank}
        </span>
      )}
    </>
  );
}
