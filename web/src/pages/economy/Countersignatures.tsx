/** What is above what one hr does alone: what waits for a second one, and what became of it. */
import { App } from "antd";

import type { Schemas } from "../../api/client";
import { usePeople } from "../../api/directory";
import { useList } from "../../api/queries";
import { ChangedSettings } from "../../components/ChangedSettings";
import { Choices } from "../../components/Choices";
import { ClaimTitle } from "../../components/ClaimTitle";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ReasonDialog } from "../../components/ReasonDialog";
import { Said } from "../../components/Said";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { SYSTEM, aboves, countersigned } from "../../components/countersigning-words";
import type { BulkAction } from "../../components/bulk";
import { useFilters, useSort } from "../../components/search-params";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./economy.css";

type Countersignature = Schemas["CountersignatureView"];

const both = texts({
  en: {
    title: "Second HR", lead: "What is above the limits of one HR waits here; another HR confirms it, and it is done then.", state: "State", none: "Nothing here.",
    waiting: "Waiting", confirmed: "Confirmed", rejected: "Rejected",
    what: "What", who: "Employee", points: "Points", money: "Money", above: "Above", asked: "Requested by", system: "The ledger", when: "When", decided: "Decided by", why: "Reason for rejection",
    confirm: "Confirm", confirmTitle: "Confirm it?", confirmWhat: "It is done at once, in your name.", done: "Confirmed", reject: "Reject", rejectTitle: "Reject it",
  },
  zh: {
    title: "HR 复核", lead: "超过单人限额的事项在此等待，由另一位 HR 复核后才生效。", state: "状态", none: "这里没有事项。",
    waiting: "待复核", confirmed: "已通过", rejected: "已驳回",
    what: "事项", who: "员工", points: "积分", money: "金额", above: "超过", asked: "申请人", system: "系统", when: "时间", decided: "处理人", why: "驳回理由",
    confirm: "通过", confirmTitle: "确认通过？", confirmWhat: "将以您的名义立即生效。", done: "已通过", reject: "驳回", rejectTitle: "驳回",
  },
}); // prettier-ignore

const STATES = ["waiting", "confirmed", "rejected"] as const;

export default function Countersignatures() {
  const t = useTexts(both);
  const [filters, filter] = useFilters(["state"]);
  const state = STATES.find((one) => one === filters.state) ?? "waiting";
  const sort = useSort(["employee", "points", "asked"]);
  const query = useList("/v1/countersignatures", { query: { state, sort: sort.by } }, { keep: false });
  const bulk = useBulkActions();
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <Choices label={t.state} value={state} onChange={(chosen) => filter({ state: chosen === "waiting" ? null : chosen })} choices={STATES.map((value) => ({ value, label: t[value] }))} />
        <Listing query={query} columns={useColumns(state)} idOf={({ id }) => id} empty={t.none} label={t.title} sort={sort} filters={[]} bulk={state === "waiting" ? bulk : undefined} actions={state === "waiting" ? (one) => <Decision of={one} /> : undefined} />
      </div>
    </Titled>
  );
}

function useColumns(state: Countersignature["state"]): Column<Countersignature>[] {
  const t = useTexts(both);
  const f = useFormats();
  const what = useTexts(countersigned);
  const above = useTexts(aboves);
  return [
    {
      title: t.what,
      lead: true,
      tall: true,
      show: (one) => (
        <>
          {what[one.kind]}
          {one.kind === "claim" && (
            <div>
              <ClaimTitle id={one.subject.slice("claim:".length)} />
            </div>
          )}
          <ChangedSettings of={one} />
        </>
      ),
    },
    { title: t.who, sort: "employee", show: ({ employee }) => employee && <PersonName no={employee} /> },
    { title: t.points, number: true, sort: "points", show: ({ points }) => points !== null && <Points points={points} change /> },
    { title: t.money, number: true, show: ({ money }) => money !== null && f.money(money) },
    { title: t.above, show: (one) => above[one.above] },
    { title: t.asked, show: ({ asked_by }) => (asked_by === SYSTEM ? t.system : <PersonName no={asked_by} quiet={false} />) },
    { title: t.when, sort: "asked", show: ({ asked_at }) => <When at={asked_at} /> },
    ...(state === "waiting" ? [] : [{ title: t.decided, show: ({ decided_by }: Countersignature) => decided_by && <PersonName no={decided_by} quiet={false} /> }]),
    ...(state === "rejected" ? [{ title: t.why, show: ({ rejection }: Countersignature) => <Said>{rejection}</Said> }] : []),
  ];
}

function useBulkActions(): BulkAction<Countersignature>[] {
  const t = useTexts(both);
  const what = useTexts(countersigned);
  const { of } = usePeople();
  const shared = {
    at: ({ id }: Countersignature) => ({ countersignature: id }),
    about: ({ kind, employee }: Countersignature) => [what[kind], employee && (of(employee)?.name ?? employee)].filter(Boolean).join(" · "),
  };
  return [
    { ...shared, label: t.reject, path: "/v1/countersignatures/{countersignature}/rejection", may: ({ may_reject }) => may_reject, reason: "needed", body: (_, reason) => ({ reason }) },
    { ...shared, label: t.confirm, primary: true, path: "/v1/countersignatures/{countersignature}/confirmation", may: ({ may_decide }) => may_decide, means: t.confirmWhat },
  ];
}

function Decision({ of }: { of: Countersignature }) {
  const t = useTexts(both);
  const what = useTexts(countersigned);
  const { message } = App.useApp();
  const at = { countersignature: of.id };
  const about = [what[of.kind], of.employee].filter(Boolean).join(", ");
  return (
    <>
      {of.may_reject && <ReasonDialog label={t.reject} title={t.rejectTitle} about={about} size="large" path="/v1/countersignatures/{countersignature}/rejection" at={at} />}
      {of.may_decide && (
        <ConfirmedCommand label={t.confirm} about={about} title={t.confirmTitle} confirm={t.confirm} type="primary" size="large" path="/v1/countersignatures/{countersignature}/confirmation" at={at} onDone={() => void message.success(t.done)}>
          {t.confirmWhat}
        </ConfirmedCommand>
      )}
    </>
  );
}
