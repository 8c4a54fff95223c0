/** Deductions for conduct: made with a reason, which its employee reads, and corrected where one was wrong. */
import { App } from "antd";

import type { Schemas } from "../../api/client";
import { usePeople, useTags } from "../../api/directory";
import { useList } from "../../api/queries";
import { Files } from "../../components/Files";
import { Choices } from "../../components/Choices";
import { type Column, Listing } from "../../components/Listing";
import type { Filter } from "../../components/ListingHead";
import { PersonName } from "../../components/PersonName";
import { PersonPicker } from "../../components/PersonPicker";
import { Points } from "../../components/Points";
import { ReasonDialog } from "../../components/ReasonDialog";
import { Said } from "../../components/Said";
import { State } from "../../components/State";
import { TagName } from "../../components/TagName";
import { Titled } from "../../components/Titled";
import type { BulkAction } from "../../components/bulk";
import { useFilters, useSort } from "../../components/search-params";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { NewDeduction } from "./NewDeduction";

type Deduction = Schemas["DeductionView"];

const both = texts({
  en: {
    title: "Deductions", lead: "For conduct. A deduction lowers the rank, never the balance, and the employee sees the reason.", none: "No deductions.",
    who: "Employee", tag: "Conduct", points: "Points", reason: "Reason", by: "Deducted by", when: "Date", state: "State", all: "All", made: "Counts", corrected: "Corrected",
    correct: "Correct", correctTitle: "Correct the deduction", correctWhat: "It will no longer count. The employee sees why it was wrong.", correctedNow: "Deduction corrected",
  },
  zh: {
    title: "扣分", lead: "用于行为规范：只降低排名，不影响余额，员工会看到理由。", none: "没有扣分记录。",
    who: "员工", tag: "行为规范", points: "积分", reason: "理由", by: "操作人", when: "发生时间", state: "状态", all: "全部", made: "有效", corrected: "已更正",
    correct: "更正", correctTitle: "更正扣分", correctWhat: "该扣分不再计入，员工会看到更正理由。", correctedNow: "扣分已更正",
  },
}); // prettier-ignore

const DAY_MS = 86_400_000;

const STATES = ["made", "corrected"] as const;
const SORTS = ["employee", "points", "occurred"] as const;

export default function Deductions() {
  const t = useTexts(both);
  const [filters, filter] = useFilters(["state", "employee"] as const);
  const sort = useSort(SORTS);
  const { of } = usePeople();
  const state = STATES.find((one) => one === filters.state);
  const employee = filters.employee || undefined;
  return (
    <Titled title={t.title} lead={t.lead} actions={<><Files path="/v1/deductions" query={{ state, employee, sort: sort.by }} />{holds(useMe(), ["hr", "manager"]) && <NewDeduction />}</>}>
      <div className="stack">
        <div className="listing-filters">
          <Choices label={t.state} value={state ?? ""} onChange={(chosen) => filter({ state: chosen })} choices={[{ value: "", label: t.all }, ...STATES.map((value) => ({ value, label: t[value] }))]} />
          <PersonPicker aria-label={t.who} value={employee} onChange={(no) => filter({ employee: no })} allowClear />
        </div>
        <DeductionList
          state={state}
          employee={employee}
          sort={sort}
          filters={[
            { label: t.who, value: employee && (of(employee)?.name ?? employee), clear: () => filter({ employee: null }) },
          ]}
        />
      </div>
    </Titled>
  );
}

interface Props {
  employee?: string;
  state?: Deduction["state"];
  sort?: ReturnType<typeof useSort<(typeof SORTS)[number]>>;
  filters?: Filter[];
}

/** Of one employee, or of all whom the reader sees. */
export function DeductionList({ employee, state, sort, filters }: Props) {
  const t = useTexts(both);
  const me = useMe();
  const { message } = App.useApp();
  const { of } = useTags();
  const query = useList("/v1/deductions", { query: { employee, state, sort: sort?.by } });
  const { of: personOf } = usePeople();
  const f = useFormats();
  const hr = holds(me, ["hr"]);
  const columns: Column<Deduction>[] = [
    { title: t.who, lead: true, sort: "employee", show: ({ employee }) => <PersonName no={employee} /> },
    { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
    { title: t.points, number: true, sort: "points", show: ({ points, state }) => (state === "corrected" ? <del>{f.change(-points)}</del> : <Points points={-points} change />) },
    { title: t.reason, tall: true, show: ({ reason, correction }) => <Reason reason={reason} correction={correction} /> },
    { title: t.by, show: ({ made_by }) => <PersonName no={made_by} quiet={false} /> },
    { title: t.when, sort: "occurred", show: ({ occurred_at }) => <When at={occurred_at} /> },
  ];
  // Who made it within 24 hours, hr at any time; never whom it is about.
  const mayCorrect = ({ state, employee, made_by, made_at }: Deduction): boolean =>
    state === "made" && employee !== me.employee_no && (hr || (made_by === me.employee_no && Date.now() - Date.parse(made_at) < DAY_MS));
  const correct: BulkAction<Deduction> = {
    label: t.correct,
    path: "/v1/deductions/{deduction}/reversal",
    at: ({ id }) => ({ deduction: id }),
    may: mayCorrect,
    reason: "needed",
    body: (_, reason) => ({ reason }),
    about: (one) => `${personOf(one.employee)?.name ?? one.employee} · ${of(one.tag)?.name ?? one.tag}`,
    means: t.correctWhat,
  };
  return (
    <Listing
      sort={sort}
      filters={filters}
      bulk={holds(me, ["hr", "manager"]) ? [correct] : undefined}
      query={query}
      columns={columns}
      idOf={({ id }) => id}
      empty={t.none}
      label={t.title}
      actions={(one) =>
        mayCorrect(one) && (
          <ReasonDialog
            label={t.correct}
            title={t.correctTitle}
            about={`${of(one.tag)?.name ?? one.tag}, ${one.employee}`}
            path="/v1/deductions/{deduction}/reversal"
            at={{ deduction: one.id }}
            onDone={() => void message.success(t.correctedNow)}
          >
            <p>{t.correctWhat}</p>
          </ReasonDialog>
        )
      }
    />
  );
}

function Reason({ reason, correction }: Pick<Deduction, "reason" | "correction">) {
  const t = useTexts(both);
  return (
    <>
      <Said>{reason}</Said>
      {correction !== null && (
        <div style={{ marginTop: 4 }}>
          <State tone="over">{t.corrected}</State> <Said>{correction}</Said>
        </div>
      )}
    </>
  );
}
