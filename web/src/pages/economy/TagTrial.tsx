/** Try a tag: a quantity gives points and value, or why it does not qualify. Nothing is recorded. */
import { useId, useState } from "react";

import { told } from "../../api/problem";
import { type Trial, type TrialBody, useTrial } from "../../api/trial";
import { Failed } from "../../components/Failed";
import { AmountInput } from "../../components/NumberInput";
import { Points } from "../../components/Points";
import { ProblemNotice } from "../../components/ProblemNotice";
import { type Rule, asksOf, useRuleText } from "../../components/rule-text";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { DECIMAL, SIGNS } from "./RuleFields";

const both = texts({
  en: {
    title: "Try it", lead: "Nothing is recorded.", quantity: (unit: string) => `Quantity${unit && ` (${unit})`}`, value: (unit: string) => `Value quantity${unit && ` (${unit})`}`,
    first: "Fill in the rule, then try it here.", type: "Enter a quantity.", points: "points", worth: (money: string) => `Value created: ${money}`,
    step: (text: string) => `Step reached: ${text}`, capped: (credited: string) => `Credited: ${credited}, all that the cap leaves`,
    nothing: "Does not qualify", needs: (rule: string) => `Rule: ${rule}`, deduction: "A deduction needs no quantity; it lowers the rank by its points.",
  },
  zh: {
    title: "试算", lead: "不会留下任何记录。", quantity: (unit: string) => `数量${unit && `（${unit}）`}`, value: (unit: string) => `价值数量${unit && `（${unit}）`}`,
    first: "先填写规则，再在此试算。", type: "请输入数量。", points: "积分", worth: (money: string) => `创造价值：${money}`,
    step: (text: string) => `按阶梯 ${text}`, capped: (credited: string) => `实际入账 ${credited} 分（上限所余）`,
    nothing: "不符合条件", needs: (rule: string) => `规则：${rule}`, deduction: "扣分无需数量，直接按规则降低排名。",
  },
}); // prettier-ignore

interface Props {
  /** The tag by its code, or the draft as it is typed; null: not enough is typed yet. */
  tried: Pick<TrialBody, "tag" | "rule" | "coefficient" | "monthly_cap"> | null;
  rule: Rule | null;
}

export function TagTrial({ tried, rule }: Props) {
  const t = useTexts(both);
  const [quantity, setQuantity] = useState("");
  const [valueQuantity, setValueQuantity] = useState("");
  const id = useId();
  const counts = rule !== null && (rule.type === "stepped" || rule.type === "per_unit");
  const ready = tried !== null && rule !== null && rule.type !== "deduction" && (!counts || DECIMAL.test(quantity));
  const valueUnit = rule === null ? null : asksOf(rule).valueUnit;
  const number = (typed: string) => (DECIMAL.test(typed) ? typed.trim() : null);
  const { data, error } = useTrial(ready ? { ...tried, quantity: number(quantity), value_quantity: number(valueQuantity) } : null);
  return (
    <section className="card trial" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t.title}</h2>
      <p className="quiet">{rule?.type === "deduction" ? t.deduction : t.lead}</p>
      {counts && (
        <>
          <label htmlFor={`${id}-quantity`}>{t.quantity(rule.unit)}</label>
          <AmountInput id={`${id}-quantity`} value={quantity} onChange={setQuantity} size="large" />
        </>
      )}
      {valueUnit !== null && (
        <>
          <label htmlFor={`${id}-value`}>{t.value(valueUnit)}</label>
          <AmountInput id={`${id}-value`} value={valueQuantity} onChange={setValueQuantity} size="large" />
        </>
      )}
      <div aria-live="polite" className="trial-result">
        {!ready && rule?.type !== "deduction" && <p className="quiet">{tried === null ? t.first : t.type}</p>}
        {ready && error && <Failed error={error} />}
        {ready && !error && data && <Result trial={data} rule={rule} />}
      </div>
    </section>
  );
}

function Result({ trial, rule }: { trial: Trial; rule: Rule }) {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const words = ruleText({ rule: rule as unknown as Record<string, unknown>, coefficient: "1", monthly_cap: null, grant_range: null });
  if (trial.problem && trial.problem.type !== "/problems/does-not-qualify") return <ProblemNotice problem={told(trial.problem)} />;
  const step = trial.matched_step;
  const credited = trial.claim?.problem ? null : trial.claim?.credited;
  return (
    <>
      {trial.qualifies ? (
        <p>
          <strong className="trial-points">
            <Points points={trial.points} />
          </strong>{" "}
          {t.points}
        </p>
      ) : (
        <>
          <p className="trial-none down">{t.nothing}</p>
          <p className="said">{t.needs(words)}</p>
        </>
      )}
      {step && <p>{t.step(`${SIGNS[step.op] ?? step.op} ${f.number(step.threshold)}`)}</p>}
      {trial.value !== null && <p>{t.worth(f.money(trial.value))}</p>}
      {trial.qualifies && credited !== null && credited !== undefined && credited < trial.points && <p>{t.capped(f.points(credited))}</p>}
    </>
  );
}
