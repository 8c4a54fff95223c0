/** What I redeemed, and where each stands. */
import { useNavigate } from "react-router";
import { Button } from "antd";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { REDEMPTION_STATES, RedemptionState, redemptionStates } from "../../components/RedemptionState";
import { Titled } from "../../components/Titled";
import { useFilters, useSort } from "../../components/search-params";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Benefit } from "./Benefit";
import { SoFar } from "./SoFar";

type Redemption = Schemas["RedemptionView"];

const both = texts({
  en: {
    title: "My redemptions",
    shop: "Rewards",
    state: "State",
    all: "All",
    reward: "Reward",
    what: "You get",
    points: "Points",
    far: "Progress",
    cancel: "Cancel",
    sure: "Cancel this redemption?",
    means: "The points on hold come back to your balance.",
    yes: "Cancel it",
    none: "Nothing here yet. See the rewards for what you can redeem.",
  },
  zh: {
    title: "我的兑换",
    shop: "积分商城",
    state: "状态",
    all: "全部",
    reward: "兑换项",
    what: "内容",
    points: "积分",
    far: "进度",
    cancel: "取消",
    sure: "取消这次兑换？",
    means: "冻结的积分会退回您的余额。",
    yes: "确认取消",
    none: "这里还没有兑换。去积分商城看看可以兑换什么。",
  },
});

type State = (typeof REDEMPTION_STATES)[number];
const isState = (text: string): text is State => (REDEMPTION_STATES as readonly string[]).includes(text);

export default function Redemptions() {
  const t = useTexts(both);
  const states = useTexts(redemptionStates);
  const go = useNavigate();
  const { employee_no } = useMe();
  const [{ state }, change] = useFilters(["state"] as const);
  const sort = useSort(["reward", "points", "state"]);
  const asked = { employee: employee_no, sort: sort.by, ...(isState(state) ? { state } : {}) };
  const query = useList("/v1/redemptions", { query: asked });
  const columns: Column<Redemption>[] = [
    {
      title: t.reward,
      lead: true,
      sort: "reward",
      show: ({ name, quantity }) => (
        <span className="said">
          {name}
          {quantity > 1 && ` × ${quantity}`}
        </span>
      ),
    },
    { title: t.what, show: ({ benefit }) => <Benefit of={benefit} /> },
    { title: t.state, sort: "state", show: (one) => <RedemptionState of={one} /> },
    { title: t.points, number: true, sort: "points", show: ({ points }) => <Points points={points} /> },
    { title: t.far, tall: true, show: (one) => <SoFar redemption={one} /> },
  ];
  return (
    <Titled
      title={t.title}
      actions={
        <>
          <Files path="/v1/redemptions" query={asked} />
          <Button type="primary" size="large" onClick={() => void go("/rewards")}>
            {t.shop}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Choices
          label={t.state}
          value={state}
          onChange={(chosen) => change({ state: chosen })}
          choices={[{ value: "", label: t.all }, ...REDEMPTION_STATES.map((value) => ({ value, label: states[value] }))]}
        />
        <Listing
          query={query}
          columns={columns}
          idOf={({ id }) => id}
          empty={t.none}
          label={t.title}
          sort={sort}
          filters={[]}
          actions={(one) =>
            one.state === "requested" && (
              <ConfirmedCommand
                label={t.cancel}
                about={one.name}
                title={t.sure}
                confirm={t.yes}
                danger
                size="large"
                path="/v1/redemptions/{redemption}/cancellation"
                at={{ redemption: one.id }}
              >
                <p className="said">{one.name}</p>
                <p>{t.means}</p>
              </ConfirmedCommand>
            )
          }
        />
      </div>
    </Titled>
  );
}
