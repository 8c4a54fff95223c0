/** One reward: what it is, what it costs, whether I can have it, and if not, why not. */
import { BookOutlined, CoffeeOutlined, GiftOutlined, PayCircleOutlined } from "@ant-design/icons";

import type { Schemas } from "../../api/client";
import { type Problem, told } from "../../api/problem";
import { useFormats } from "../../formats";
import { said, useSaid } from "../../problems";
import { texts, useTexts } from "../../texts";
import { Benefit } from "./Benefit";
import { Redeem } from "./Redeem";

type Reward = Schemas["OfferedReward"];

const both = texts({
  en: {
    points: "points",
    short: (points: string) => `${points} points short`,
    gone: "None left",
    left: (n: string) => `${n} left`,
    yearly: (taken: string, limit: string) => `${taken} of ${limit} this year`,
    full: "You have reached this year’s limit",
  },
  zh: {
    points: "积分",
    short: (points: string) => `还差 ${points} 分`,
    gone: "已兑完",
    left: (n: string) => `剩余 ${n} 份`,
    yearly: (taken: string, limit: string) => `本年已兑 ${taken}/${limit}`,
    full: "已达本年限额",
  },
});

const ICONS = { bonus: PayCircleOutlined, leave: CoffeeOutlined, training: BookOutlined, custom: GiftOutlined };

export function RewardCard({ reward, balance }: { reward: Reward; balance: number | undefined }) {
  const t = useTexts(both);
  const f = useFormats();
  const language = useSaid();
  const Icon = ICONS[reward.kind];
  /** The usual reasons in few words. */
  const why = (problem: Problem): string => {
    if (problem.code === "balance-too-low") return t.short(f.points(Number(problem.values.needed) - Number(problem.values.balance)));
    if (problem.code === "out-of-stock") return t.gone;
    return problem.code === "yearly-limit-reached" ? t.full : said(problem, language).title;
  };
  const { left, yearly_limit: limit, cost, mine } = reward;
  const notes = [left !== null && left > 0 ? t.left(f.points(left)) : null, limit === null ? null : t.yearly(f.points(mine?.taken ?? 0), f.points(limit))];
  const against = mine?.problem ? why(told(mine.problem)) : null;
  return (
    <li className="card reward" data-reward={reward.code}>
      <div className="reward-head">
        <Icon />
        <div>
          <h2 className="said">{reward.name}</h2>
          <p className="quiet">
            <Benefit of={reward} />
          </p>
        </div>
      </div>
      <p className="reward-cost">
        <strong className="number">{f.points(cost)}</strong> {t.points}
      </p>
      <p className="quiet">{notes.filter(Boolean).join(" · ")}</p>
      {against === null ? <Redeem reward={reward} balance={balance} most={mine?.most ?? 0} /> : <p className="reward-against">{against}</p>}
    </li>
  );
}
