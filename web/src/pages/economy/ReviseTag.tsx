/** Another revision of a value tag, in force from a day on; what happened before is judged by the one before. */
import { App, Form } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";

import type { Tag } from "../../api/directory";
import { useGet } from "../../api/queries";
import { CommandForm } from "../../components/CommandForm";
import { DayInput } from "../../components/DayInput";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import type { Rule } from "../../components/rule-text";
import { Titled } from "../../components/Titled";
import { today } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { type TypedTag, ruleOf, termsOf, triedOf, typedOf } from "./tag-form";
import { TagFields } from "./TagFields";
import { TagTrial } from "./TagTrial";
import "./economy.css";

const both = texts({
  en: {
    title: (name: string) => `Revise “${name}”`,
    lead: "Anything that happened before this date is still judged by the previous revision. Nobody has to enter anything again.",
    from: "Effective from",
    fromExtra: "Today or later",
    needed: "Required",
    save: "Save revision",
    done: "Revision saved",
  },
  zh: {
    title: (name: string) => `修订“${name}”`,
    lead: "生效日之前发生的行为仍按上一版判定，任何人都无需重新填报。",
    from: "生效日期",
    fromExtra: "今天或以后",
    needed: "必填",
    save: "保存新版本",
    done: "新版本已保存",
  },
});

export default function ReviseTag() {
  const { code = "" } = useParams();
  const { data: tag, error, refetch } = useGet("/v1/tags/{code}", { path: { code } });
  if (error && !tag) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!tag) return <Loading lines={8} />;
  // Another revision that was made meanwhile begins the form anew.
  return <Revising key={tag.revisions.length} tag={tag} />;
}

function Revising({ tag }: { tag: Tag }) {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  const day = today(useMe().time_zone);
  // One that is to come is in force later than today's: what is changed is the newest.
  const [initial] = useState<TypedTag>(() => ({ ...typedOf({ ...tag, ...tag.revisions.at(-1)?.terms }), effective_from: day }));
  const [typed, setTyped] = useState(initial);
  const at = { code: tag.code };
  return (
    <Titled title={t.title(tag.name)} lead={t.lead}>
      <div className="with-trial">
        <div className="card">
          <CommandForm
            name={`tag:${tag.code}:${tag.revisions.length}`}
            method="post"
            path="/v1/tags/{code}/revisions"
            at={at}
            initial={initial}
            onChange={setTyped}
            toBody={(given: TypedTag) => ({ ...termsOf(given), effective_from: given.effective_from ?? null })}
            onDone={() => {
              void message.success(t.done);
              void go(`/tags/${encodeURIComponent(tag.code)}`);
            }}
            submit={t.save}
          >
            <TagFields deduction={tag.rule.type === "deduction"} />
            <Form.Item name="effective_from" label={t.from} extra={t.fromExtra} rules={[{ required: true, message: t.needed }]}>
              <DayInput min={day} />
            </Form.Item>
          </CommandForm>
        </div>
        <TagTrial tried={triedOf(typed)} rule={ruleOf(typed.rule) as Rule | null} />
      </div>
    </Titled>
  );
}
