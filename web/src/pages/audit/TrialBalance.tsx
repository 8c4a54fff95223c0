import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";

import { fileUrl } from "../../api/downloads";
import { useList } from "../../api/queries";
import { Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { Titled } from "../../components/Titled";
import { texts, useLanguage, useTexts } from "../../texts";
import { AccountName } from "./AccountName";
import "./audit.css";

const both = texts({
  en: {
    title: "Trial balance",
    lead: "Every account and its balance. Points only ever move between accounts, so the sum is always zero.",
    account: "Account",
    balance: "Balance",
    zero: "All accounts add up to 0",
    wrong: (sum: string) => `All accounts add up to ${sum}, but should add up to 0`,
    none: "No points have moved yet.",
    people: "Balances of people (XLSX)",
  },
  zh: {
    title: "试算平衡",
    lead: "所有账户及其余额。积分只会转移，因此合计恒为零。",
    account: "账户",
    balance: "余额",
    zero: "所有账户合计为 0",
    wrong: (sum: string) => `所有账户合计为 ${sum}，应为 0`,
    none: "还没有账户发生变动。",
    people: "员工积分余额（XLSX）",
  },
});

const PAGE = 200;

export default function TrialBalance() {
  const t = useTexts(both);
  const language = useLanguage();
  const query = useList("/v1/trial-balance", { query: { limit: PAGE } });
  const sum = query.first?.sum;
  return (
    <Titled title={t.title} lead={t.lead} actions={<Button href={fileUrl("/v1/accounts.xlsx", { language })} download>{t.people}</Button>}>
      <div className="stack">
        {sum !== undefined && (
          <section className="card">
            <div className={`chain-sound ${sum === 0 ? "up" : "down"}`}>
              {sum === 0 ? <CheckCircleFilled /> : <CloseCircleFilled />}
              <span>{sum === 0 ? t.zero : t.wrong(String(sum))}</span>
            </div>
          </section>
        )}
        <Listing
          query={query}
          label={t.title}
          idOf={({ account }) => account}
          empty={t.none}
          columns={[
            { title: t.account, show: ({ account }) => <AccountName account={account} /> },
            { title: t.balance, number: true, show: ({ balance }) => <Points points={balance} /> },
          ]}
        />
      </div>
    </Titled>
  );
}
