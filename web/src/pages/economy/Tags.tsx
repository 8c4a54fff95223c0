/** All value tags with their rules: everybody sees what earns points. hr decides on what managers propose. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { Link, useNavigate } from "react-router";

import { type Tag, useDepartments } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { NothingYet } from "../../components/NothingYet";
import { useRuleText } from "../../components/rule-text";
import { useFilters } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { apart, useInWords } from "../../components/tag-in-words";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { TAG_STATES, TagState, tagStates } from "./TagState";
import "./economy.css";

const both = texts({
  en: {
    title: "Value tags",
    lead: "What earns points, by which rule, and for whom.",
    fresh: "New tag",
    propose: "Propose a tag",
    library: "From the library",
    search: "Search by name, code or goal",
    state: "State",
    none: "No tags found.",
    noneYet: "There are no tags yet. A tag says what earns points; until there is one, nothing can be granted or claimed.",
    ask: "HR defines them.",
    name: "Tag",
    rule: "Rule",
    departments: "Departments",
    all: "All",
    goal: "Strategic goal",
  },
  zh: {
    title: "价值标签",
    lead: "什么行为能得分、按什么规则、适用于谁。",
    fresh: "新建标签",
    propose: "提议标签",
    library: "从标签库选用",
    search: "按名称、编码或目标搜索",
    state: "状态",
    none: "没有符合条件的标签。",
    noneYet: "还没有标签。标签规定什么行为能得分；有了标签，才能授予和申报积分。",
    ask: "标签由 HR 设置。",
    name: "标签",
    rule: "规则",
    departments: "适用部门",
    all: "全部",
    goal: "战略目标",
  },
});

const LIBRARY = "/tags/new/library";

export default function Tags() {
  const t = useTexts(both);
  const states = useTexts(tagStates);
  const me = useMe();
  const go = useNavigate();
  const [{ state, search }, filter] = useFilters(["state", "search"]);
  const { data, isPending, error, refetch } = useGet("/v1/tags", { query: { limit: 1000 } });
  const columns = useColumns();
  const inWords = useInWords();
  const all = apart((data?.items ?? []).map(inWords));
  const shown = state || "active";
  const asked = search.trim().toLowerCase();
  const items = all.filter(
    (tag) => tag.state === shown && `${tag.name} ${tag.second_name ?? ""} ${tag.code} ${tag.goal ?? ""}`.toLowerCase().includes(asked),
  );
  const offered = TAG_STATES.filter((one) => one === "active" || one === shown || all.some((tag) => tag.state === one));
  const counted = (one: string) => all.filter((tag) => tag.state === one).length;
  const decides = holds(me, ["hr"]);
  return (
    <Titled
      title={t.title}
      lead={t.lead}
      actions={
        holds(me, ["hr", "manager"]) && (
          <>
            {decides && <Files path="/v1/tags" query={{ state: shown, search: search.trim() }} />}
            {decides && (
              <Button size="large" onClick={() => void go(LIBRARY)}>
                {t.library}
              </Button>
            )}
            <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void go("/tags/new")}>
              {decides ? t.fresh : t.propose}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <div className="row">
          <Input.Search
            aria-label={t.search}
            placeholder={t.search}
            allowClear
            defaultValue={search}
            onChange={({ target }) => filter({ search: target.value })}
            style={{ flex: "1 1 220px", maxWidth: 360 }}
          />
          {offered.length > 1 && (
            <Choices
              label={t.state}
              value={shown}
              onChange={(chosen) => filter({ state: chosen === "active" ? null : chosen })}
              choices={offered.map((one) => ({ value: one, label: `${states[one]} ${counted(one)}` }))}
            />
          )}
        </div>
        <Listing
          query={{ items, isPending, error, retry: () => void refetch() }}
          columns={columns}
          idOf={(tag) => tag.code}
          empty={
            all.length > 0 ? (
              t.none
            ) : (
              <NothingYet
                why={t.noneYet}
                ask={t.ask}
                quicker={{ label: t.library, to: LIBRARY, roles: ["hr"] }}
                step={{ label: decides ? t.fresh : t.propose, to: "/tags/new", roles: ["hr", "manager"] }}
              />
            )
          }
          label={t.title}
          filters={[
            { label: t.search, value: search || undefined, clear: () => filter({ search: null }) },
          ]}
        />
      </div>
    </Titled>
  );
}

function useColumns(): Column<Tag>[] {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const { nameOf } = useDepartments();
  return [
    {
      title: t.name,
      lead: true,
      show: (tag) => (
        <>
          <Link to={`/tags/${encodeURIComponent(tag.code)}`}>{tag.name}</Link> {tag.state !== "active" && <TagState state={tag.state} />}
        </>
      ),
    },
    { title: t.rule, show: (tag) => <span className="said">{ruleText(tag)}</span> },
    { title: t.departments, show: (tag) => (tag.departments?.length ? f.list(tag.departments.map(nameOf)) : t.all) },
    { title: t.goal, wideOnly: true, show: (tag) => <span className="said">{tag.goal}</span> },
  ];
}
