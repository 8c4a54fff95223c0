/** What I decided, the newest first: for whom, what, when and why, and what of it I can still take back. */
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { useList } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ReasonDialog } from "../../components/ReasonDialog";
import { Said } from "../../components/Said";
import { State, type Tone } from "../../components/State";
import { TakeBack } from "../../components/TakeBack";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { WaitingTabs } from "./WaitingTabs";
import "./waiting.css";

type Decision = Schemas["DecisionView"];

const both = texts({
  en: {
    title: "Decided", none: "You have decided nothing yet.", who: "Employee", what: "What", decision: "My decision", points: "Points", reason: "Reason", when: "When",
    approved: "Approved", returned: "Returned", rejected: "Rejected", fulfilled: "Fulfilled", confirmed: "Confirmed", gone: "Taken back",
    reversal: "Forced reversal", countersignature: "Second HR", by: "By", behalf: "On behalf of",
    back: "Take back", backTitle: "Take back a redemption fulfilled by mistake", backWhat: "The points go back to the employee and the line is withdrawn; if it was already exported, the next export offsets it. The employee sees the reason.",
  },
  zh: {
    title: "我已处理", none: "您还没有处理过任何事项。", who: "员工", what: "事项", decision: "我的决定", points: "积分", reason: "理由", when: "时间",
    approved: "已批准", returned: "已退回", rejected: "已驳回", fulfilled: "已兑现", confirmed: "已确认", gone: "已撤销",
    reversal: "强制撤销", countersignature: "HR 复核", by: "经办人", behalf: "代理",
    back: "撤销", backTitle: "撤销误操作的兑现", backWhat: "积分退回，导出行一并撤回；已导出的，由下一张导出单冲回。员工会看到理由。",
  },
}); // prettier-ignore

const TONES: Record<Decision["decision"], Tone> = { approved: "good", fulfilled: "good", confirmed: "good", returned: "waiting", rejected: "bad" };

export default function Decided() {
  const t = useTexts(both);
  const query = useList("/v1/decisions", { query: {} });
  return (
    <Titled title={t.title}>
      <div className="stack">
        <WaitingTabs />
        <Listing
          query={query}
          columns={useColumns()}
          idOf={({ position }) => String(position)}
          empty={t.none}
          label={t.title}
          actions={query.items.some(({ may_take_back }) => may_take_back) ? (one) => <Back of={one} /> : undefined}
        />
      </div>
    </Titled>
  );
}

function useColumns(): Column<Decision>[] {
  const t = useTexts(both);
  const me = useMe();
  const whatOf = useWhat();
  return [
    { title: t.who, lead: true, show: ({ employee }) => employee && <PersonName no={employee} /> },
    { title: t.what, show: (one) => (one.kind === "claim" ? <Link to={`/claims/${one.id}`}>{whatOf(one)}</Link> : <span className="said">{whatOf(one)}</span>) },
    {
      title: t.decision,
      show: ({ decision, taken_back, decided_by, decided_on_behalf_of: behalf }) => (
        <span className="row">
          <State tone={TONES[decision]}>{t[decision]}</State>
          {taken_back && <State tone="over">{t.gone}</State>}
          {behalf && (
            <span className="quiet">
              {behalf === me.employee_no ? t.by : t.behalf} <PersonName no={behalf === me.employee_no ? decided_by : behalf} quiet={false} />
            </span>
          )}
        </span>
      ),
    },
    { title: t.points, number: true, show: ({ points }) => points !== null && <Points points={points} /> },
    { title: t.reason, show: ({ reason }) => reason && <Said>{reason}</Said> },
    { title: t.when, show: ({ decided_at }) => <When at={decided_at} /> },
  ];
}

function useWhat(): (of: Decision) => string {
  const t = useTexts(both);
  const { of } = useTags();
  return ({ kind, tag, name, id }) => {
    if (kind === "reversal" || kind === "countersignature") return t[kind];
    return name ?? (tag && of(tag)?.name) ?? tag ?? id;
  };
}

function Back({ of }: { of: Decision }) {
  const t = useTexts(both);
  const about = `${useWhat()(of)}, ${of.employee ?? ""}`;
  if (of.kind === "claim") return <TakeBack subject={`claim:${of.id}`} about={about} may={of.may_take_back} />;
  if (!of.may_take_back) return null;
  return (
    <ReasonDialog label={t.back} title={t.backTitle} about={about} danger path="/v1/redemptions/{redemption}/reversal" at={{ redemption: of.id }}>
      <p>{t.backWhat}</p>
    </ReasonDialog>
  );
}
