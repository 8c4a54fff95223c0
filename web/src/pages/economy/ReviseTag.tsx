/** Another revision of a value tag, in force from a day on; or other terms or another day for one that is announced. */
import { Alert, App } from "antd";
import { useId, useState } from "react";
import { useNavigate, useParams } from "react-router";

import type { Schemas } from "../../api/client";
import type { Tag } from "../../api/directory";
import { useGet } from "../../api/queries";
import { CommandForm } from "../../components/CommandForm";
import { DayInput } from "../../components/DayInput";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import type { Rule } from "../../components/rule-text";
import { Titled } from "../../components/Titled";
import { useInWords } from "../../components/tag-in-words";
import { today, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { termNames } from "./revision-changes";
import { type TypedTag, ruleOf, termsOf, triedOf, typedOf } from "./tag-form";
import { TagFields } from "./TagFields";
import { TagTrial } from "./TagTrial";
import "./economy.css";

const both = texts({
  en: {
    title: (name: string) => `Revise “${name}”`,
    titleOf: (name: string, number: number) => `Change revision ${number} of “${name}”`,
    lead: "Anything that happened before this date is still judged by the previous revision. Nobody has to enter anything again.",
    from: "Effective from",
    fromExtra: "Today or later. The form begins with what is in force on that day.",
    save: "Save revision",
    done: "Revision saved",
    later: (number: number, day: string) => `Revision ${number} is announced for ${day}. It says everything about the tag, so what you change here holds until then. Change it, too, to carry this on.`,
    back: (number: number, day: string) => `From ${day}, revision ${number} says otherwise`,
  },
  zh: {
    title: (name: string) => `修订“${name}”`,
    titleOf: (name: string, number: number) => `修改“${name}”第 ${number} 版`,
    lead: "生效日之前发生的行为仍按上一版判定，任何人都无需重新填报。",
    from: "生效日期",
    fromExtra: "今天或以后。表单内容为当日生效的版本。",
    save: "保存新版本",
    done: "新版本已保存",
    later: (number: number, day: string) => `第 ${number} 版将于 ${day} 生效，内容完整覆盖此标签，因此本次修改只到那时为止。如需延续，请一并修改该版本。`,
    back: (number: number, day: string) => `自 ${day} 起，第 ${number} 版另有规定`,
  },
}); // prettier-ignore

export default function ReviseTag() {
  const { code = "", number } = useParams();
  const { data: tag, error, refetch } = useGet("/v1/tags/{code}", { path: { code } });
  if (error && !tag) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!tag) return <Loading lines={8} />;
  const announced = tag.revisions.find((one) => String(one.number) === number);
  return <OnADay key={tag.revisions.length} tag={tag} announced={announced} />;
}

type Revision = Tag["revisions"][number];

/** The day comes first: the form begins with what is in force on it, or with the announced revision that is changed. */
function OnADay({ tag, announced }: { tag: Tag; announced: Revision | undefined }) {
  const t = useTexts(both);
  const f = useFormats();
  const { name } = useInWords()(tag);
  const id = useId();
  const now = today(useMe().time_zone);
  const [day, setDay] = useState(announced?.effective_from ?? now);
  const { data: then = tag } = useGet("/v1/tags/{code}", { path: { code: tag.code }, query: { on: day } }, { keep: true });
  const base = announced?.number ?? then.revision;
  const next = then.revisions.find(({ state, number }) => state === "announced" && number !== announced?.number);
  return (
    <Titled title={announced ? t.titleOf(name, announced.number) : t.title(name)} lead={t.lead}>
      <div className="stack">
        <div className="card">
          <label htmlFor={id} style={{ display: "block" }}>
            {t.from}
          </label>
          <DayInput id={id} min={now} value={day} onChange={({ target }) => target.value && setDay(target.value)} />
          <p className="quiet">{t.fromExtra}</p>
        </div>
        {next?.effective_from && <Alert type="info" showIcon role="status" title={t.later(next.number, f.date(next.effective_from))} />}
        <Revising key={base} tag={tag} base={base} day={day} initial={typedOf({ ...then, ...announced?.terms })} replaces={announced?.number} />
      </div>
    </Titled>
  );
}

interface Props {
  tag: Tag;
  base: number;
  day: string;
  initial: TypedTag;
  /** The announced revision that is changed. */
  replaces: number | undefined;
}

function Revising({ tag, base, day, initial: begins, replaces }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const go = useNavigate();
  const names = useTexts(termNames);
  const { message, notification } = App.useApp();
  const [initial] = useState(begins);
  const [typed, setTyped] = useState(initial);
  const done = ({ announced }: Schemas["TagAnswer"]) => {
    void message.success(t.done);
    for (const { number, effective_from, falls_back } of announced.filter(({ falls_back }) => falls_back.length > 0)) {
      const description = f.list(falls_back.map((name) => names[name] ?? name));
      notification.warning({ title: t.back(number, f.date(effective_from)), description, placement: "top", duration: 0 });
    }
    void go(`/tags/${encodeURIComponent(tag.code)}`);
  };
  const shared = {
    name: `tag:${tag.code}:${base}:${tag.revisions.length}`,
    initial,
    onChange: setTyped,
    toBody: (given: TypedTag) => ({ ...termsOf(given), effective_from: day }),
    onDone: done,
    submit: t.save,
    children: <TagFields deduction={tag.rule.type === "deduction"} />,
  };
  return (
    <div className="with-trial">
      <div className="card">
        {replaces === undefined ? (
          <CommandForm method="post" path="/v1/tags/{code}/revisions" at={{ code: tag.code }} {...shared} />
        ) : (
          <CommandForm method="put" path="/v1/tags/{code}/revisions/{number}" at={{ code: tag.code, number: String(replaces) }} {...shared} />
        )}
      </div>
      <TagTrial tried={triedOf(typed)} rule={ruleOf(typed.rule) as Rule | null} />
    </div>
  );
}
