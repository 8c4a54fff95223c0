/** Twenty tags to begin with. hr takes several at once, under other names or for other points where the rule is simple. */
import { Button, Checkbox, Form, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { useGet } from "../../api/queries";
import { Became } from "../../components/BulkBar";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { NumberInput } from "../../components/NumberInput";
import { Refusal } from "../../components/Refusal";
import { Titled } from "../../components/Titled";
import { type BulkAction, type Many, useBulk } from "../../components/bulk";
import { useRuleText } from "../../components/rule-text";
import { useInWords } from "../../components/tag-in-words";
import { useMe } from "../../session/session";
import { texts, useLanguage, useTexts } from "../../texts";
import { GROUPS, type Changes, type Offered, changed, pointsOf } from "./tag-library";
import "../../components/listing.css";
import "./tag-library.css";

const both = texts({
  en: {
    title: "Tag library",
    lead: "Common rules to begin with. Choose what suits you; anything can be revised later.",
    costs: "Costs and efficiency", business: "Support for the business", people: "People", conduct: "Conduct",
    all: "Choose all", none: "Clear selection", chosen: (n: number) => `${n} selected`, take: (n: number) => `Add ${n} ${n === 1 ? "tag" : "tags"}`, stop: "Stop",
    here: "Already added", evidence: "evidence required", auto: "approved automatically when an outside system claims it", comma: "; ", name: "Name", points: "Points", tags: "To the value tags",
  },
  zh: {
    title: "标签库",
    lead: "常用的积分规则，可直接选用，以后随时可以修订。",
    costs: "降本增效", business: "业务支持", people: "员工与组织", conduct: "行为规范",
    all: "全选", none: "取消选择", chosen: (n: number) => `已选 ${n} 个`, take: (n: number) => `添加 ${n} 个标签`, stop: "停止",
    here: "已添加", evidence: "需要证据", auto: "外部系统申报时自动批准", comma: "；", name: "名称", points: "积分", tags: "查看价值标签",
  },
}); // prettier-ignore

export default function TagLibrary() {
  const t = useTexts(both);
  const { data, isPending, error, refetch } = useGet("/v1/tag-library");
  const [changes, setChanges] = useState<Record<string, Changes>>({});
  const items = (data?.items ?? []).map((one) => changed(one, changes[one.code]));
  const many = useBulk(items, ({ code }) => code, [TAKE], false) as Many<Offered>;
  const change = (code: string) => (made: Changes) => setChanges((were) => ({ ...were, [code]: { ...were[code], ...made } }));
  if (isPending) return <Loading lines={8} />;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        {GROUPS.map((group) => (
          <section key={group} className="card">
            <h2>{t[group]}</h2>
            <ul className="tag-library">
              {items.filter((one) => one.group === group).map((one) => (
                <Row key={one.code} one={one} many={many} change={change(one.code)} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Bar many={many} />
    </Titled>
  );
}

const TAKE: BulkAction<Offered> = {
  label: "",
  path: "/v1/tags",
  at: () => ({}),
  may: ({ here }) => !here,
  body: ({ code, terms }) => ({ code, ...terms }),
  about: ({ terms }) => terms.name,
};

interface RowProps {
  one: Offered;
  many: Many<Offered>;
  change: (made: Changes) => void;
}

function Row({ one, many, change }: RowProps) {
  const t = useTexts(both);
  const ruleText = useRuleText();
  const said = useInWords()(one.terms);
  const isOther = useLanguage() !== (useMe().language === "en" ? "en" : "zh");
  const isChosen = !one.here && many.isChosen(one.code);
  const refused = many.refusals.get(one.code);
  const rule = [ruleText(said), ...(one.terms.evidence_required ? [t.evidence] : []), ...(one.terms.auto_approve ? [t.auto] : [])];
  return (
    <li>
      <Checkbox checked={one.here || isChosen} disabled={one.here || many.isBusy} onChange={({ target }) => many.choose(one.code, target.checked)}>
        <strong className="said">{said.name}</strong>
      </Checkbox>
      <div className="tag-library-said">
        {one.here && <Link to={`/tags/${encodeURIComponent(one.code)}`}>{t.here}</Link>}
        <div>{isOther ? one.second_purpose : one.purpose}</div>
        <div className="quiet said">{rule.join(t.comma)}</div>
        {isChosen && <Fields one={one} name={isOther ? "second_name" : "name"} isBusy={many.isBusy} change={change} />}
        {refused && !one.here && (
          <div role="alert">
            <Refusal problem={refused.problem} />
          </div>
        )}
      </div>
    </li>
  );
}

interface FieldsProps {
  one: Offered;
  /** The one of its names that the reader reads. */
  name: "name" | "second_name";
  isBusy: boolean;
  change: (made: Changes) => void;
}

/** What is simple to change; the rest is in a revision's form. */
function Fields({ one, name, isBusy, change }: FieldsProps) {
  const t = useTexts(both);
  const points = pointsOf(one.terms);
  const id = (field: string) => `library-${one.code}-${field}`;
  return (
    <Form layout="vertical" component="div" className="tag-library-fields" disabled={isBusy}>
      <Form.Item label={t.name} htmlFor={id("name")}>
        <Input id={id("name")} maxLength={200} value={one.terms[name] ?? ""} onChange={({ target }) => change({ [name]: target.value })} />
      </Form.Item>
      {points !== undefined && (
        <Form.Item label={t.points} htmlFor={id("points")}>
          <NumberInput id={id("points")} min={1} max={1e9} value={points} onChange={(typed) => change({ points: typed })} style={{ width: "100%" }} />
        </Form.Item>
      )}
    </Form>
  );
}

function Bar({ many }: { many: Many<Offered> }) {
  const t = useTexts(both);
  const { chosen, possible, outcome, isBusy } = many;
  const all = possible.length > chosen.length;
  return (
    <div className="bulk-bar">
      <div className="bulk-said" aria-live="polite">{outcome === null ? t.chosen(chosen.length) : <Became outcome={outcome} isBusy={isBusy} />}</div>
      <div className="row">
        {outcome !== null && !isBusy && <Link to="/tags">{t.tags}</Link>}
        {isBusy ? <Button onClick={many.stop}>{t.stop}</Button> : <Button disabled={possible.length === 0} onClick={all ? many.chooseAll : many.drop}>{all ? t.all : t.none}</Button>}
        <Button type="primary" size="large" loading={isBusy} disabled={chosen.length === 0} onClick={() => void many.run(TAKE, "")}>
          {t.take(chosen.length)}
        </Button>
      </div>
    </div>
  );
}
