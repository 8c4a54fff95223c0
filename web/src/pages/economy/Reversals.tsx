/** Taking points back: what waits for a second hr, and somebody's credits, each with its button. */
import { Empty } from "antd";

import { Files } from "../../components/Files";
import { Choices } from "../../components/Choices";
import { PersonPicker } from "../../components/PersonPicker";
import { useFilters, useSort } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Credits } from "./Credits";
import { ForcedReversals, SORTS } from "./ForcedReversals";
import "./economy.css";

const both = texts({
  en: {
    title: "Reversals",
    lead: "A credit is taken back in full, once, with a reason. Taking a balance below zero needs a second HR.",
    forced: "Forced reversals",
    state: "State",
    waiting: "Waiting",
    confirmed: "Confirmed",
    rejected: "Rejected",
    credits: "Take back from",
    who: "Employee",
    choose: "Choose an employee to see their credits.",
  },
  zh: {
    title: "积分撤销",
    lead: "每笔积分只能整笔撤销一次，并须说明理由；会使余额为负的，须由另一位 HR 复核。",
    forced: "强制撤销",
    state: "状态",
    waiting: "待复核",
    confirmed: "已通过",
    rejected: "已驳回",
    credits: "撤销谁的积分",
    who: "员工",
    choose: "请选择员工，查看其入账积分。",
  },
});

const STATES = ["waiting", "confirmed", "rejected"] as const;

export default function Reversals() {
  const t = useTexts(both);
  const me = useMe();
  const [filters, filter] = useFilters(["state", "employee"]);
  const sort = useSort(SORTS);
  const state = STATES.find((one) => one === filters.state) ?? "waiting";
  return (
    <Titled title={t.title} lead={t.lead} actions={<Files path="/v1/reversals" query={{ state, sort: sort.by }} />}>
      <div className="stack">
        <h2 className="part">{t.forced}</h2>
        <Choices label={t.state} value={state} onChange={(chosen) => filter({ state: chosen === "waiting" ? null : chosen })} choices={STATES.map((value) => ({ value, label: t[value] }))} />
        <ForcedReversals state={state} sort={sort} />
        {holds(me, ["hr"]) && (
          <>
            <h2 className="part">{t.credits}</h2>
            <PersonPicker aria-label={t.who} value={filters.employee || undefined} onChange={(no) => filter({ employee: no })} allowClear among={(no) => no !== me.employee_no} />
            {filters.employee ? <Credits key={filters.employee} employee={filters.employee} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.choose} />}
          </>
        )}
      </div>
    </Titled>
  );
}
