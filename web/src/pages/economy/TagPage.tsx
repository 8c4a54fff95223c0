/** One value tag: its rule in words, tried with a quantity, how it changed, and where it was used. */
import { App, Button } from "antd";
import { useNavigate, useParams } from "react-router";

import { type Tag, useDepartments } from "../../api/directory";
import { useGet } from "../../api/queries";
import { CommandButton } from "../../components/CommandButton";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { ReasonDialog } from "../../components/ReasonDialog";
import { type Rule, useRuleText } from "../../components/rule-text";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useInWords } from "../../components/tag-in-words";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { TagRevisions } from "./TagRevisions";
import { TagState } from "./TagState";
import { TagTrial } from "./TagTrial";
import { TagUse } from "./TagUse";
import "./economy.css";

const both = texts({
  en: {
    about: "About this tag", code: "Code", state: "State", goal: "Strategic goal", rule: "Rule", departments: "Departments", all: "All departments",
    evidence: "Evidence", required: "Required", optional: "Not required", auto: "Outside systems", autoApproved: "Approved automatically", proposer: "Proposed by", retired: "Retired on",
    revise: "Revise", retire: "Retire", retireTitle: "Retire this tag?", retireWhat: "From today, nobody can use it. Everything before stays as it is.", retiredNow: "Tag retired",
    approve: "Approve", approved: "Tag approved", reject: "Reject", rejectTitle: "Reject the proposal", reads: "The manager who proposed it will see this.",
  },
  zh: {
    about: "标签内容", code: "编码", state: "状态", goal: "战略目标", rule: "规则", departments: "适用部门", all: "所有部门",
    evidence: "证据", required: "需要", optional: "不需要", auto: "外部系统", autoApproved: "自动批准", proposer: "提议人", retired: "停用日期",
    revise: "修订", retire: "停用", retireTitle: "停用这个标签？", retireWhat: "从今天起任何人都不能再使用，此前的记录不受影响。", retiredNow: "标签已停用",
    approve: "批准", approved: "标签已启用", reject: "驳回", rejectTitle: "驳回提议", reads: "提议的管理者会看到此理由。",
  },
}); // prettier-ignore

export default function TagPage() {
  const { code = "" } = useParams();
  const inWords = useInWords();
  const { data: tag, error, refetch } = useGet("/v1/tags/{code}", { path: { code } });
  if (error && !tag) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!tag) return <Loading lines={8} />;
  return <Known tag={inWords(tag)} />;
}

function Known({ tag }: { tag: Tag }) {
  const me = useMe();
  return (
    <Titled title={tag.name} actions={holds(me, ["hr"]) && <Decisions tag={tag} />}>
      <div className="with-trial">
        <div className="stack">
          <About tag={tag} />
          <TagRevisions tag={tag} />
          <TagUse tag={tag} />
        </div>
        <TagTrial tried={{ tag: tag.code }} rule={tag.rule as Rule} />
      </div>
    </Titled>
  );
}

function About({ tag }: { tag: Tag }) {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const { nameOf } = useDepartments();
  return (
    <section className="card">
      <h2>{t.about}</h2>
      <dl className="tag-facts">
        <dt>{t.state}</dt>
        <dd>
          <TagState state={tag.state} />
        </dd>
        <dt>{t.rule}</dt>
        <dd className="said">{ruleText(tag)}</dd>
        {tag.goal && (
          <>
            <dt>{t.goal}</dt>
            <dd className="said">{tag.goal}</dd>
          </>
        )}
        <dt>{t.departments}</dt>
        <dd>{tag.departments?.length ? f.list(tag.departments.map(nameOf)) : t.all}</dd>
        <dt>{t.evidence}</dt>
        <dd>{tag.evidence_required ? t.required : t.optional}</dd>
        {tag.auto_approve && (
          <>
            <dt>{t.auto}</dt>
            <dd>{t.autoApproved}</dd>
          </>
        )}
        {tag.proposer && (
          <>
            <dt>{t.proposer}</dt>
            <dd>
              <PersonName no={tag.proposer} />
            </dd>
          </>
        )}
        {tag.retired_from && (
          <>
            <dt>{t.retired}</dt>
            <dd>
              <When at={tag.retired_from} />
            </dd>
          </>
        )}
        <dt>{t.code}</dt>
        <dd>{tag.code}</dd>
      </dl>
    </section>
  );
}

function Decisions({ tag }: { tag: Tag }) {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  const at = { code: tag.code };
  // Nobody decides on their own proposal: another hr does.
  if (tag.may_decide) {
    return (
      <>
        <ReasonDialog label={t.reject} title={t.rejectTitle} size="large" danger path="/v1/tags/{code}/rejection" at={at} extra={t.reads} />
        <CommandButton label={t.approve} type="primary" size="large" path="/v1/tags/{code}/approval" at={at} done={t.approved} />
      </>
    );
  }
  if (tag.state !== "active") return null;
  return (
    <>
      <ConfirmedCommand label={t.retire} size="large" title={t.retireTitle} confirm={t.retire} danger path="/v1/tags/{code}/retirement" at={at} onDone={() => void message.success(t.retiredNow)}>
        {t.retireWhat}
      </ConfirmedCommand>
      <Button type="primary" size="large" onClick={() => void go(`/tags/${encodeURIComponent(tag.code)}/revise`)}>
        {t.revise}
      </Button>
    </>
  );
}
