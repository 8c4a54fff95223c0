/** What points can be redeemed for: all or of a kind, and first what I can afford. */
import { Button, Empty } from "antd";
import { useNavigate } from "react-router";

import { useGet, useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { NothingYet } from "../../components/NothingYet";
import { Titled } from "../../components/Titled";
import { useFilters } from "../../components/search-params";
import { useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { RewardCard } from "./RewardCard";
import "./rewards.css";

const both = texts({
  en: {
    title: "Rewards",
    have: (points: string) => `You have ${points} points`,
    held: (points: string) => `, and ${points} on hold`,
    mine: "My redemptions",
    none: "Nothing on offer yet.",
    ask: "HR decides what points can be redeemed for.",
    offer: "Offer a reward",
    more: "Show more",
    kind: "Kind",
    all: "All",
    kinds: { bonus: "Bonus", leave: "Leave", training: "Training", custom: "Other" },
  },
  zh: {
    title: "积分商城",
    have: (points: string) => `您有 ${points} 积分`,
    held: (points: string) => `，另有 ${points} 分因兑换冻结`,
    mine: "我的兑换",
    none: "暂无可兑换项。",
    ask: "兑换项由 HR 设置。",
    offer: "新建兑换项",
    more: "加载更多",
    kind: "类型",
    all: "全部",
    kinds: { bonus: "奖金", leave: "休假", training: "培训", custom: "其他" },
  },
});

const KINDS = ["bonus", "leave", "training", "custom"] as const;
const PAGE = 100;

export default function Rewards() {
  const t = useTexts(both);
  const f = useFormats();
  const go = useNavigate();
  const { employee_no } = useMe();
  const { data: account } = useGet("/v1/accounts/{employee_no}", { path: { employee_no } });
  const { items, isPending, error, retry, hasMore, more, isLoadingMore } = useList("/v1/rewards", { query: { state: "active", limit: PAGE } });
  const [{ kind }, change] = useFilters(["kind"] as const);
  const outOfReach = ({ mine }: (typeof items)[number]) => Number(mine === null || mine.most === 0);
  const inOrder = items.toSorted((one, other) => outOfReach(one) - outOfReach(other) || one.cost - other.cost);
  const kinds = KINDS.filter((each) => items.some((reward) => reward.kind === each));
  return (
    <Titled
      title={t.title}
      lead={account && t.have(f.points(account.balance)) + (account.held > 0 ? t.held(f.points(account.held)) : "")}
      actions={
        <Button size="large" onClick={() => void go("/redemptions")}>
          {t.mine}
        </Button>
      }
    >
      {isPending && <Loading lines={8} />}
      {error && <Failed error={error} onRetry={retry} />}
      {!isPending && !error && items.length === 0 && (
        <Empty
          description={<NothingYet why={t.none} ask={t.ask} step={{ label: t.offer, to: "/catalogue", roles: ["hr"] }} />}
          image={Empty.PRESENTED_IMAGE_SIMPLE}
        />
      )}
      <div className="stack">
        {kinds.length > 1 && (
          <Choices
            label={t.kind}
            value={kind}
            onChange={(chosen) => change({ kind: chosen })}
            choices={[{ value: "", label: t.all }, ...kinds.map((value) => ({ value, label: t.kinds[value] }))]}
          />
        )}
        <ul className="shop">
          {inOrder
            .filter((reward) => !kind || reward.kind === kind)
            .map((reward) => (
              <RewardCard key={reward.code} reward={reward} balance={account?.balance} />
            ))}
        </ul>
        {hasMore && (
          <Button onClick={more} loading={isLoadingMore}>
            {t.more}
          </Button>
        )}
      </div>
    </Titled>
  );
}
