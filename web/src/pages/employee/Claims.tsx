/** My claims, by where they stand. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CLAIM_STATES, ClaimState, type ClaimStateName, claimStates } from "../../components/ClaimState";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFilters } from "../../components/search-params";
import { useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import "./claims.css";

const both = texts({
  en: {
    title: "My claims",
    fresh: "Claim value",
    state: "State",
    all: "All",
    tag: "Claim",
    points: "Points",
    value: "Value",
    when: "Date",
    reason: "Reason",
    none: "No claims yet. Anything you improved, saved or solved can be claimed.",
  },
  zh: {
    title: "我的申报",
    fresh: "申报价值",
    state: "状态",
    all: "全部",
    tag: "申报",
    points: "积分",
    value: "价值",
    when: "发生时间",
    reason: "理由",
    none: "这里还没有申报。改进、节约、解决的问题都可以申报。",
  },
});

type Claim = Schemas["ClaimView"];

const isState = (text: string): text is ClaimStateName => (CLAIM_STATES as readonly string[]).includes(text);

export default function Claims() {
  const t = useTexts(both);
  const states = useTexts(claimStates);
  const f = useFormats();
  const go = useNavigate();
  const { employee_no } = useMe();
  const [{ state }, change] = useFilters(["state"] as const);
  const query = useList("/v1/claims", { query: { employee: employee_no, ...(isState(state) ? { state } : {}) } });
  const columns: Column<Claim>[] = [
    {
      title: t.tag,
      lead: true,
      show: ({ id, tag, description }) => (
        <Link to={`/claims/${id}`} className="claim-link">
          <TagName code={tag} />
          <span className="quiet clipped said">{description}</span>
        </Link>
      ),
    },
    { title: t.state, show: ({ state: at, reversed }) => <ClaimState state={at} reversed={reversed} /> },
    { title: t.points, number: true, show: ({ credited, points }) => <Points points={credited ?? points} /> },
    { title: t.value, number: true, show: ({ value, verified_value }) => (value === null ? "–" : f.money(verified_value ?? value)) },
    { title: t.when, show: ({ occurred_at }) => <When at={occurred_at} /> },
  ];
  return (
    <Titled
      title={t.title}
      actions={
        <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void go("/claims/new")}>
          {t.fresh}
        </Button>
      }
    >
      <div className="stack">
        <Choices
          label={t.state}
          value={state}
          onChange={(chosen) => change({ state: chosen })}
          choices={[{ value: "", label: t.all }, ...CLAIM_STATES.map((value) => ({ value, label: states[value] }))]}
        />
        <Listing query={query} columns={columns} idOf={({ id }) => id} empty={t.none} label={t.title} />
      </div>
    </Titled>
  );
}
