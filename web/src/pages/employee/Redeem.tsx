/** Redeem a reward: how many, what is held, and who approves it. */
import { App } from "antd";
import { useId, useState } from "react";
import { useNavigate } from "react-router";

import type { Schemas } from "../../api/client";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { NumberInput } from "../../components/NumberInput";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

type Reward = Schemas["OfferedReward"];

const both = texts({
  en: {
    redeem: "Redeem",
    title: (name: string) => `Redeem “${name}”?`,
    pieces: "How many",
    held: (points: string, left: string) => `${points} points will be held for it, leaving ${left} in your balance.`,
    manager: "Your approver decides. If it is rejected, or you cancel it before that, the points come back.",
    hr: "HR decides. If it is rejected, or you cancel it before that, the points come back.",
    none: "It needs no approval, so it can’t be cancelled. HR fulfils it.",
    done: "Requested. The points are on hold.",
    approved: "Approved. HR fulfils it.",
  },
  zh: {
    redeem: "兑换",
    title: (name: string) => `兑换“${name}”？`,
    pieces: "份数",
    held: (points: string, left: string) => `将冻结 ${points} 积分，余额剩 ${left} 积分。`,
    manager: "由您的审批人决定。被驳回或在批准前取消，积分会退回。",
    hr: "由 HR 决定。被驳回或在批准前取消，积分会退回。",
    none: "无需审批，提交后不能取消，由 HR 兑现。",
    done: "已提交，积分已冻结。",
    approved: "已批准，等待 HR 兑现。",
  },
});

/** As the API takes it. */
const MOST_PIECES = 1000;

export function Redeem({ reward, balance = 0, most }: { reward: Reward; balance: number | undefined; most: number }) {
  const t = useTexts(both);
  const f = useFormats();
  const go = useNavigate();
  const { message } = App.useApp();
  const id = useId();
  const [pieces, setPieces] = useState(1);
  const points = pieces * reward.cost;
  return (
    <ConfirmedCommand
      label={t.redeem}
      about={reward.name}
      type="primary"
      size="large"
      block
      disabled={most < 1}
      title={t.title(reward.name)}
      confirm={t.redeem}
      path="/v1/redemptions"
      body={{ reward: reward.code, quantity: pieces }}
      onDone={({ state }) => {
        void message.success(state === "approved" ? t.approved : t.done);
        void go("/redemptions");
      }}
    >
      {most > 1 && (
        <div className="row">
          <label htmlFor={id}>{t.pieces}</label>
          <NumberInput id={id} size="large" min={1} max={Math.min(most, MOST_PIECES)} value={pieces} onChange={(n) => setPieces(n ?? 1)} />
        </div>
      )}
      <p>{t.held(f.points(points), f.points(balance - points))}</p>
      <p className="quiet">{t[reward.approval]}</p>
    </ConfirmedCommand>
  );
}
