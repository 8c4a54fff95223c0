/** Redemptions from hr's side: what is approved is fulfilled, what was fulfilled by mistake is taken back. */
import type { Schemas } from "../../api/client";
import { usePeople } from "../../api/directory";
import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CommandButton } from "../../components/CommandButton";
import { Files } from "../../components/Files";
import type { BulkAction } from "../../components/bulk";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { PersonPicker } from "../../components/PersonPicker";
import { Points } from "../../components/Points";
import { ReasonDialog } from "../../components/ReasonDialog";
import { REDEMPTION_STATES, redemptionStates } from "../../components/RedemptionState";
import { Said } from "../../components/Said";
import { useFilters, useSort } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Benefit } from "../employee/Benefit";

type Redemption = Schemas["RedemptionView"];
type State = Redemption["state"];

const both = texts({
  en: {
    title: "Redemptions", lead: "Fulfil approved redemptions. The points are then spent, and bonuses, leave and training go into the next export.", state: "State", none: "No redemptions here.",
    who: "Employee", reward: "Reward", what: "Benefit", points: "Points", when: "Requested", decided: "Decided by", fulfilled: "Fulfilled by", reason: "Reason", booking: "Export", waiting: "Waiting", exported: "Prepared", "taken-over": "Taken over", month: (month: string) => `Paid with ${month}`,
    fulfil: "Fulfil", done: "Fulfilled", reject: "Reject", rejectTitle: "Reject the redemption", gives: "The points go back to the employee, who sees the reason.",
    approve: "Approve", approved: "Approved", reverse: "Take back", reverseTitle: "Take back a redemption fulfilled by mistake", reverseWhat: "The points go back to the employee and the line is withdrawn; if it was already exported, the next export offsets it. The employee sees the reason.",
    mine: "Another HR handles yours",
  },
  zh: {
    title: "兑换办理", lead: "兑现已批准的兑换：积分即扣除，奖金、休假和培训等待导出。", state: "状态", none: "这里没有兑换。",
    who: "员工", reward: "兑换项", what: "每份内容", points: "积分", when: "申请时间", decided: "审批人", fulfilled: "兑现人", reason: "理由", booking: "导出", waiting: "待导出", exported: "已生成", "taken-over": "已接收", month: (month: string) => `随${month}工资发放`,
    fulfil: "兑现", done: "已兑现", reject: "驳回", rejectTitle: "驳回兑换", gives: "积分退还给员工，员工会看到理由。",
    approve: "批准", approved: "已批准", reverse: "撤销", reverseTitle: "撤销误操作的兑现", reverseWhat: "积分退回，导出行一并撤回；已导出的，由下一张导出单冲回。员工会看到理由。",
    mine: "您本人的兑换由其他 HR 办理",
  },
}); // prettier-ignore

const ORDER: State[] = ["approved", "requested", "fulfilled", "reversed", "rejected", "cancelled"];
const isState = (text: string): text is State => (REDEMPTION_STATES as readonly string[]).includes(text);

export default function Fulfilment() {
  const t = useTexts(both);
  const states = useTexts(redemptionStates);
  const me = useMe();
  const [filters, filter] = useFilters(["state", "employee"]);
  const sort = useSort(["employee", "reward", "points", "requested"]);
  const { of } = usePeople();
  const state: State = isState(filters.state) ? filters.state : "approved";
  const asked = { state, employee: filters.employee || undefined, sort: sort.by };
  const query = useList("/v1/redemptions", { query: asked }, { keep: false });
  const columns = useColumns(state);
  const bulk = useBulkActions(state);
  return (
    <Titled title={t.title} lead={t.lead} actions={<Files path="/v1/redemptions" query={asked} />}>
      <div className="stack">
        <div className="listing-filters">
          <Choices
            label={t.state}
            value={state}
            onChange={(chosen) => filter({ state: chosen === "approved" ? null : chosen })}
            choices={ORDER.map((value) => ({ value, label: states[value] }))}
          />
          <PersonPicker aria-label={t.who} value={filters.employee || undefined} onChange={(no) => filter({ employee: no })} allowClear />
        </div>
        <Listing
          query={query}
          columns={columns}
          idOf={({ id }) => id}
          empty={t.none}
          label={t.title}
          sort={sort}
          bulk={holds(me, ["hr"]) ? bulk : undefined}
          filters={[
            { label: t.who, value: filters.employee ? (of(filters.employee)?.name ?? filters.employee) : undefined, clear: () => filter({ employee: null }) },
          ]}
          actions={holds(me, ["hr"]) && ["approved", "requested", "fulfilled"].includes(state) ? (one) => <Actions redemption={one} /> : undefined}
        />
      </div>
    </Titled>
  );
}

function useColumns(state: State): Column<Redemption>[] {
  const t = useTexts(both);
  const f = useFormats();
  return [
    { title: t.who, lead: true, sort: "employee", show: ({ employee }) => <PersonName no={employee} /> },
    {
      title: t.reward,
      sort: "reward",
      show: ({ name, quantity }) => (
        <span className="said">
          {name}
          {quantity > 1 && ` × ${quantity}`}
        </span>
      ),
    },
    { title: t.what, show: ({ benefit, kind }) => (kind === "custom" ? "—" : <Benefit of={benefit} />) },
    { title: t.points, number: true, sort: "points", show: ({ points }) => <Points points={points} /> },
    { title: t.when, sort: "requested", show: ({ requested_at }) => <When at={requested_at} /> },
    ...(state === "requested" || state === "cancelled" ? [] : [by(t.decided, ({ approval, decided_on_behalf_of, decided_by }) => (approval === "none" ? null : (decided_on_behalf_of ?? decided_by)))]),
    ...(state === "fulfilled" ? [by(t.fulfilled, ({ fulfilled_by }) => fulfilled_by), { title: t.booking, show: ({ line, pay_month }: Redemption) => (pay_month ? t.month(f.month(pay_month)) : line ? t[line] : "—") }] : []),
    ...(state === "rejected" || state === "reversed" ? [{ title: t.reason, show: ({ reason }: Redemption) => <Said>{reason}</Said> }] : []),
  ];
}

/** What may be done with many at once is what may be done with each of them. */
function useBulkActions(state: State): BulkAction<Redemption>[] {
  const t = useTexts(both);
  const { of } = usePeople();
  const shared = {
    at: ({ id }: Redemption) => ({ redemption: id }),
    about: ({ employee, name }: Redemption) => `${of(employee)?.name ?? employee} · ${name}`,
  };
  const decides = ({ may_decide }: Redemption) => may_decide;
  const fulfils = ({ may_fulfil }: Redemption) => may_fulfil;
  const why = { reason: "needed", body: (_: Redemption, reason: string) => ({ reason }) } as const;
  const reject: BulkAction<Redemption> = { ...shared, ...why, label: t.reject, path: "/v1/redemptions/{redemption}/rejection", means: t.gives, may: (one) => decides(one) || fulfils(one) };
  if (state === "approved") return [reject, { ...shared, label: t.fulfil, primary: true, path: "/v1/redemptions/{redemption}/fulfilment", may: fulfils }];
  if (state === "requested") return [reject, { ...shared, label: t.approve, primary: true, path: "/v1/redemptions/{redemption}/approval", may: decides }];
  if (state === "fulfilled") return [{ ...shared, ...why, label: t.reverse, danger: true, path: "/v1/redemptions/{redemption}/reversal", means: t.reverseWhat, may: fulfils }];
  return [];
}

const by = (title: string, no: (redemption: Redemption) => string | null): Column<Redemption> => ({
  title,
  show: (redemption) => {
    const who = no(redemption);
    return who ? <PersonName no={who} quiet={false} /> : "—";
  },
});

function Actions({ redemption }: { redemption: Redemption }) {
  const t = useTexts(both);
  const { id, state, employee, name, may_decide, may_fulfil } = redemption;
  const at = { redemption: id };
  const about = `${name}, ${employee}`;
  if (!may_decide && !may_fulfil) return <span className="quiet">{t.mine}</span>;
  if (state === "fulfilled") {
    return (
      <ReasonDialog label={t.reverse} title={t.reverseTitle} about={about} danger path="/v1/redemptions/{redemption}/reversal" at={at}>
        <p>{t.reverseWhat}</p>
      </ReasonDialog>
    );
  }
  return (
    <>
      <ReasonDialog label={t.reject} title={t.rejectTitle} about={about} size="large" path="/v1/redemptions/{redemption}/rejection" at={at}>
        <p>{t.gives}</p>
      </ReasonDialog>
      {state === "approved" ? (
        <CommandButton label={t.fulfil} about={about} type="primary" size="large" path="/v1/redemptions/{redemption}/fulfilment" at={at} done={t.done} />
      ) : (
        <CommandButton label={t.approve} about={about} type="primary" size="large" path="/v1/redemptions/{redemption}/approval" at={at} done={t.approved} />
      )}
    </>
  );
}
