import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";

import { client, got, type Schemas } from "../../api/client";
import { Failed } from "../../components/Failed";
import { Listing } from "../../components/Listing";
import { Loading } from "../../components/Loading";
import { Points } from "../../components/Points";
import { Titled } from "../../components/Titled";
import { useInfiniteQuery } from "@tanstack/react-query";
import { texts, useTexts } from "../../texts";
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
    more: "Show more",
  },
  zh: {
    title: "试算平衡",
    lead: "所有账户及其余额。积分只会转移，因此合计恒为零。",
    account: "账户",
    balance: "余额",
    zero: "所有账户合计为 0",
    wrong: (sum: string) => `所有账户合计为 ${sum}，应为 0`,
    none: "还没有账户发生变动。",
    more: "加载更多",
  },
});

const PAGE = 200;

export default function TrialBalance() {
  const t = useTexts(both);
  const query = useInfiniteQuery({
    queryKey: ["/v1/trial-balance", "pages"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => got<Schemas["TrialBalance"]>(client.GET("/v1/trial-balance", { params: { query: { limit: PAGE, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next_cursor,
  });
  const sum = query.data?.pages[0]?.sum;
  const items = query.data?.pages.flatMap(({ accounts }) => accounts) ?? [];
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        {sum !== undefined && (
          <section className="card">
            <div className={`chain-sound ${sum === 0 ? "up" : "down"}`}>
              {sum === 0 ? <CheckCircleFilled /> : <CloseCircleFilled />}
              <span>{sum === 0 ? t.zero : t.wrong(String(sum))}</span>
            </div>
          </section>
        )}
        {query.isPending && <Loading lines={8} />}
        {query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {items.length > 0 && (
          <Listing
            query={{ items, isPending: false, error: null }}
            label={t.title}
            idOf={({ account }) => account}
            empty={t.none}
            columns={[
              { title: t.account, show: ({ account }) => <span className="said">{account}</span> },
              { title: t.balance, number: true, show: ({ balance }) => <Points points={balance} /> },
            ]}
          />
        )}
        {query.hasNextPage && (
          <div>
            <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
              {t.more}
            </Button>
          </div>
        )}
      </div>
    </Titled>
  );
}
