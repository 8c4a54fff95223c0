/** Everybody's claims, as far as the reader sees people: found, sorted, and many decided at once with one reason. */
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { usePeople, useTags } from "../../api/directory";
import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CLAIM_STATES, ClaimState, type ClaimStateName, claimStates } from "../../components/ClaimState";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { PersonPicker } from "../../components/PersonPicker";
import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { TagPicker } from "../../components/TagPicker";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import type { BulkAction } from "../../components/bulk";
import { useFilters, useSort } from "../../components/search-params";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./economy.css";

type Claim = Schemas["ClaimView"];

const both = texts({
  en: {
    title: "Claims", lead: "What people claimed, and what became of it.", state: "State", all: "All", none: "No claims here.",
    what: "Claim", who: "Employee", tag: "Value tag", points: "Points", value: "Value", when: "Date", decided: "Decided by",
    approve: "Approve", return: "Return", reject: "Reject", approves: "Each is credited with what stands beside it, or refused. What is unusual or takes two approvers is approved one by one.", returns: "The employees see the question and can answer.", rejects: "The employees see the reason.",
  },
  zh: {
    title: "申报", lead: "员工申报的内容与处理结果。", state: "状态", all: "全部", none: "这里没有申报。",
    what: "申报", who: "员工", tag: "价值标签", points: "积分", value: "价值", when: "发生时间", decided: "处理人",
    approve: "批准", return: "退回", reject: "驳回", approves: "每项按所列积分入账，不符则不入账。异常或需两人审批的，请逐项批准。", returns: "员工会看到问题并可答复。", rejects: "员工会看到理由。",
  },
}); // prettier-ignore

const isState = (text: string): text is ClaimStateName => (CLAIM_STATES as readonly string[]).includes(text);

export default function AllClaims() {
  const t = useTexts(both);
  const states = useTexts(claimStates);
  const { of: personOf } = usePeople();
  const { of: tagOf } = useTags();
  const [filters, filter] = useFilters(["state", "employee", "tag"] as const);
  const sort = useSort(["employee", "points", "occurred", "state"]);
  const state = isState(filters.state) ? filters.state : undefined;
  const asked = { state, employee: filters.employee || undefined, tag: filters.tag || undefined, sort: sort.by };
  const query = useList("/v1/claims", { query: asked });
  return (
    <Titled title={t.title} lead={t.lead} actions={<Files path="/v1/claims" query={asked} />}>
      <div className="stack">
        <div className="listing-filters">
          <Choices
            label={t.state}
            value={state ?? ""}
            onChange={(chosen) => filter({ state: chosen })}
            choices={[{ value: "", label: t.all }, ...CLAIM_STATES.map((value) => ({ value, label: states[value] }))]}
          />
          <PersonPicker aria-label={t.who} value={asked.employee} onChange={(employee) => filter({ employee })} allowClear />
          <TagPicker aria-label={t.tag} placeholder={t.tag} value={asked.tag} onChange={(tag) => filter({ tag })} allowClear />
        </div>
        <Listing
          query={query}
          columns={useColumns()}
          idOf={({ id }) => id}
          empty={t.none}
          label={t.title}
          sort={sort}
          bulk={useBulkActions()}
          filters={[
            { label: t.who, value: asked.employee && (personOf(asked.employee)?.name ?? asked.employee), clear: () => filter({ employee: null }) },
            { label: t.tag, value: asked.tag && (tagOf(asked.tag)?.name ?? asked.tag), clear: () => filter({ tag: null }) },
          ]}
        />
      </div>
    </Titled>
  );
}

function useColumns(): Column<Claim>[] {
  const t = useTexts(both);
  const f = useFormats();
  return [
    {
      title: t.what,
      lead: true,
      show: ({ id, tag, description }) => (
        <Link to={`/claims/${id}`} className="said">
          {description || <TagName code={tag} />}
        </Link>
      ),
    },
    { title: t.who, sort: "employee", show: ({ employee }) => <PersonName no={employee} /> },
    { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
    { title: t.state, sort: "state", show: ({ state, reversed }) => <ClaimState state={state} reversed={reversed} /> },
    { title: t.points, number: true, sort: "points", show: ({ credited, points }) => <Points points={credited ?? points} /> },
    { title: t.value, number: true, show: ({ value, verified_value }) => (value === null ? "–" : f.money(verified_value ?? value)) },
    { title: t.when, sort: "occurred", show: ({ occurred_at }) => <When at={occurred_at} /> },
    { title: t.decided, show: ({ decided_by }) => (decided_by ? <PersonName no={decided_by} quiet={false} /> : "–") },
  ];
}

/** As each is decided by itself. What is to be looked at before it is approved is not approved among others. */
function useBulkActions(): BulkAction<Claim>[] {
  const t = useTexts(both);
  const f = useFormats();
  const { of } = usePeople();
  const shared = {
    at: ({ id }: Claim) => ({ claim: id }),
    about: ({ employee, description, tag }: Claim) => `${of(employee)?.name ?? employee} · ${description ?? tag}`,
    may: ({ may_decide }: Claim) => may_decide,
  };
  const why = { reason: "needed", body: (_: Claim, reason: string) => ({ reason }) } as const;
  return [
    { ...shared, ...why, label: t.reject, path: "/v1/claims/{claim}/rejection", means: t.rejects },
    { ...shared, ...why, label: t.return, path: "/v1/claims/{claim}/return", means: t.returns },
    {
      ...shared,
      label: t.approve,
      about: (claim) => `${shared.about(claim)} · ${f.change(claim.standing?.would_credit ?? 0)}`,
      primary: true,
      path: "/v1/claims/{claim}/approval",
      means: t.approves,
      may: ({ may_decide, standing }) => may_decide && standing !== null && !standing.problem && !standing.takes_two && standing.unusual.length === 0,
      reason: "wanted",
      body: ({ standing }, reason) => ({ expected_points: standing?.would_credit, ...(reason && { reason }) }),
    },
  ];
}
