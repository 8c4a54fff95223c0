/** What points can be redeemed for: by kind, and first what I can afford. */
import { Button, Empty } from "antd";
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { useGet, useList } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Titled } from "../../components/Titled";
import { useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { RewardCard } from "./RewardCard";
import { useTakenThisYear } from "./taken";
import "./rewards.css";

const both = texts({
  en: {
    title: "Rewards",
    have: (points: string) => `You have ${points} points`,
    held: (points: string) => `, and ${points} are held for what you asked for`,
    mine: "My redemptions",
    none: "Nothing is offered yet. hr decides what points can be redeemed for.",
    more: "Show more",
    kinds: { bonus: "Bonus", leave: "Leave", training: "Training", custom: "More" },
  },
  zh: {
    title: "积分商城",
    have: (points: string) => `您有 ${points} 积分`,
    held: (points: string) => `，另有 ${points} 分因兑换冻结`,
    mine: "我的兑换",
    none: "暂无可兑换项，由 HR 设置。",
    more: "加载更多",
    kinds: { bonus: "奖金", leave: "休假", training: "培训", custom: "更多" },
  },
});

const KINDS = ["bonus", "leave", "training", "custom"] as const;
const PAGE = 100;

export default function Rewards() {
  const t = useTexts(both);
  const f = useFormats();
  const { employee_no } = useMe();
  const { data: account } = useGet("/v1/accounts/{employee_no}", { path: { employee_no } });
  const { items, isPending, error, retry, hasMore, more, isLoadingMore } = useList("/v1/rewards", { query: { state: "active", limit: PAGE } });
  const taken = useTakenThisYear();
  const balance = account?.balance ?? 0;
  const inOrder = items.toSorted((one, other) => Number(one.cost > balance) - Number(other.cost > balance) || one.cost - other.cost);
  const of = (kind: Schemas["RewardView"]["kind"]) => inOrder.filter((reward) => reward.kind === kind);
  return (
    <Titled
      title={t.title}
      lead={account && t.have(f.points(account.balance)) + (account.held > 0 ? t.held(f.points(account.held)) : "")}
      actions={<Link to="/redemptions">{t.mine}</Link>}
    >
      {isPending && <Loading lines={8} />}
      {error && <Failed error={error} onRetry={retry} />}
      {!isPending && !error && items.length === 0 && <Empty description={t.none} image={Empty.PRESENTED_IMAGE_SIMPLE} />}
      <div className="stack">
        {KINDS.filter((kind) => of(kind).length > 0).map((kind) => (
          <section key={kind} aria-labelledby={`kind-${kind}`}>
            <h2 id={`kind-${kind}`} className="shop-kind">
              {t.kinds[kind]}
            </h2>
            <ul className="shop">
              {of(kind).map((reward) => (
                <RewardCard key={reward.code} reward={reward} balance={account?.balance} taken={taken(reward.code)} />
              ))}
            </ul>
          </section>
        ))}
        {hasMore && (
          <Button onClick={more} loading={isLoadingMore}>
            {t.more}
          </Button>
        )}
      </div>
    </Titled>
  );
}
