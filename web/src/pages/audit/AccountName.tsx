import { PersonName } from "../../components/PersonName";
import { useFormats } from "../../formats";
import { texts, useAbout, useTexts } from "../../texts";
import { rewardKinds } from "../economy/reward-words";

const both = texts({
  en: {
    issuance: "Issued points",
    expired: "Expired points",
    "written-off": "Written off",
    budget: (month: string) => `Budget for ${month}`,
    organisation: "the organisation",
    held: "Held for a redemption",
    redeemed: "Redeemed",
  },
  zh: {
    issuance: "积分发行",
    expired: "已到期积分",
    "written-off": "已核销",
    budget: (month: string) => `${month}预算`,
    organisation: "组织",
    held: "兑换冻结",
    redeemed: "已兑换",
  },
});

/** An account by what it is for, with the name that events and other systems call it by beside. */
export function AccountName({ account }: { account: string }) {
  return (
    <>
      <Words account={account} /> <small className="said quiet">{account}</small>
    </>
  );
}

function Words({ account }: { account: string }) {
  const t = useTexts(both);
  const kinds = useTexts(rewardKinds);
  const f = useFormats();
  const about = useAbout();
  const [kind = "", of = "", month = ""] = account.split(":");
  if (kind === "employee") return <PersonName no={of} quiet={false} />;
  if (kind === "budget") {
    return (
      <>
        {about(t.budget(f.month(month)), "")}
        {of === "organisation" ? t.organisation : <PersonName no={of} quiet={false} />}
      </>
    );
  }
  if (kind === "redeemed") return about(t.redeemed, kinds[of] ?? of);
  return kind === "issuance" || kind === "expired" || kind === "written-off" || kind === "held" ? t[kind] : null;
}
