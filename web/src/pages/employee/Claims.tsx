/** My claims, by where they stand. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CLAIM_STATES, ClaimState, type ClaimStateName, claimStates } from "../../components/ClaimState";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFilters, useSort } from "../../components/search-params";
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
    what: "Claim",
    tag: "Value tag",
    points: "Points",
    value: "Value",
    when: "Date",
    none: "No claims yet. Anything you improved, saved or solved can be claimed.",
  },
  zh: {
    title: "我的申报",
    fresh: "申报价值",
    state: "状态",
    all: "全部",
    what: "申报",
    tag: "价值标签",
    points: "积分",
    value: "价值",
    when: "发生时间",
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
  const sort = useSort(["occurred", "points", "state"]);
  const asked = { employee: employee_no, sort: sort.by, ...(isState(state) ? { state } : {}) };
  const query = useList("/v1/claims", { query: asked });
  const columns: Column<Claim>[] = [
    {
      title: t.what,
      lead: true,
      show: ({ id, tag, description }) => (
        <Link to={`/claims/${id}`} className="claim-link said">
          {description || <TagName code={tag} />}
        </Link>
      ),
    },
    { title: t.tag, show: ({ tag }) => <TagName code={tag} /> },
    { title: t.state, sort: "state", show: ({ state: at, reversed }) => <ClaimState state={at} reversed={reversed} /> },
    { title: t.points, number: true, sort: "points", show: ({ credited, points }) => <Points points={credited ?? points} /> },
    { title: t.value, number: true, show: ({ value, verified_value }) => (value === null ? "–" : f.money(verified_value ?? value)) },
    { title: t.when, sort: "occurred", show: ({ occurred_at }) => <When at={occurred_at} /> },
  ];
  return (
    <Titled
      title={t.title}
      actions={
        <>
          <Files path="/v1/claims" query={asked} />
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void go("/claims/new")}>
            {t.fresh}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Choices
          label={t.state}
          value={state}
          onChange={(chosen) => change({ state: chosen })}
          choices={[{ value: "", label: t.all }, ...CLAIM_STATES.map((value) => ({ value, label: states[value] }))]}
        />
        <Listing
          query={query}
          columns={columns}
          idOf={({ id }) => id}
          empty={t.none}
          label={t.title}
          sort={sort}
          filters={[]}
        />
      </div>
    </Titled>
  );
}
