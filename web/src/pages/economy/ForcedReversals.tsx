import { App } from "antd";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { usePeople } from "../../api/directory";
import type { useSort } from "../../components/search-params";
import type { BulkAction } from "../../components/bulk";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ReasonDialog } from "../../components/ReasonDialog";
import { Said } from "../../components/Said";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

type Forced = Schemas["ReversalView"];

const both = texts({
  en: {
    label: "Forced reversals", none: "Nothing is waiting for a second HR.", who: "Employee", points: "Points", reason: "Reason", asked: "Requested by", when: "When", decided: "Decided by", why: "Reason for rejection",
    confirm: "Confirm", confirmTitle: "Take the points back now?", confirmWhat: "The balance goes below zero; future credits repay it.", confirmed: "The points were taken back",
    reject: "Reject", rejectTitle: "Reject the forced reversal", another: "Another HR has to confirm it",
  },
  zh: {
    label: "强制撤销", none: "没有待复核的强制撤销。", who: "员工", points: "积分", reason: "理由", asked: "申请人", when: "时间", decided: "处理人", why: "驳回理由",
    confirm: "确认", confirmTitle: "现在撤销这笔积分？", confirmWhat: "余额将为负，由之后入账的积分抵扣。", confirmed: "积分已撤销",
    reject: "驳回", rejectTitle: "驳回强制撤销", another: "由另一位 HR 复核",
  },
}); // prettier-ignore

export const SORTS = ["employee", "points", "requested"] as const;

interface Props {
  state: Forced["state"];
  sort: ReturnType<typeof useSort<(typeof SORTS)[number]>>;
}

export function ForcedReversals({ state, sort }: Props) {
  const t = useTexts(both);
  const query = useList("/v1/reversals", { query: { state, sort: sort.by } }, { keep: false });
  const bulk = useBulkActions();
  const decides = holds(useMe(), ["hr"]) && state === "waiting";
  const columns: Column<Forced>[] = [
    { title: t.who, lead: true, sort: "employee", show: ({ employee }) => <PersonName no={employee} /> },
    { title: t.points, number: true, sort: "points", show: ({ points }) => <Points points={-points} change /> },
    { title: t.reason, show: ({ reason }) => <Said>{reason}</Said> },
    { title: t.asked, show: ({ requested_by }) => <PersonName no={requested_by} quiet={false} /> },
    { title: t.when, sort: "requested", show: ({ requested_at }) => <When at={requested_at} /> },
    ...(state === "waiting" ? [] : [{ title: t.decided, show: ({ decided_by }: Forced) => decided_by && <PersonName no={decided_by} quiet={false} /> }]),
    ...(state === "rejected" ? [{ title: t.why, show: ({ rejection }: Forced) => <Said>{rejection}</Said> }] : []),
  ];
  return <Listing query={query} columns={columns} idOf={({ id }) => id} empty={t.none} label={t.label} sort={sort} filters={[]} bulk={decides ? bulk : undefined} actions={decides ? (one) => <Decision of={one} /> : undefined} />;
}

function useBulkActions(): BulkAction<Forced>[] {
  const t = useTexts(both);
  const f = useFormats();
  const { of } = usePeople();
  const shared = {
    at: ({ id }: Forced) => ({ reversal: id }),
    about: ({ employee, points }: Forced) => `${of(employee)?.name ?? employee} · ${f.change(-points)}`,
  };
  return [
    { ...shared, label: t.reject, path: "/v1/reversals/{reversal}/rejection", may: ({ may_reject }) => may_reject, reason: "needed", body: (_, reason) => ({ reason }) },
    { ...shared, label: t.confirm, danger: true, primary: true, path: "/v1/reversals/{reversal}/confirmation", may: ({ may_decide }) => may_decide, means: t.confirmWhat },
  ];
}

function Decision({ of }: { of: Forced }) {
  const t = useTexts(both);
  const f = useFormats();
  const { message } = App.useApp();
  const at = { reversal: of.id };
  const about = `${f.change(-of.points)}, ${of.employee}`;
  if (!of.may_reject) return <span className="quiet">{t.another}</span>;
  const reject = <ReasonDialog label={t.reject} title={t.rejectTitle} about={about} size="large" path="/v1/reversals/{reversal}/rejection" at={at} />;
  if (!of.may_decide) {
    return (
      <>
        <span className="quiet">{t.another}</span>
        {reject}
      </>
    );
  }
  return (
    <>
      {reject}
      <ConfirmedCommand
        label={t.confirm}
        about={about}
        title={t.confirmTitle}
        confirm={t.confirm}
        type="primary"
        size="large"
        danger
        path="/v1/reversals/{reversal}/confirmation"
        at={at}
        onDone={() => void message.success(t.confirmed)}
      >
        {t.confirmWhat}
      </ConfirmedCommand>
    </>
  );
}
