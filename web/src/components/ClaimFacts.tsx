/** What a claim is in numbers: by the rule, as it was decided, as it was measured later. */
import type { ReactNode } from "react";

import type { Schemas } from "../api/client";
import { useTags } from "../api/directory";
import { Points } from "./Points";
import { When } from "./When";
import { type Rule, asksOf, useRuleText } from "./rule-text";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import "./facts.css";

const both = texts({
  en: {
    points: "Points by the rule",
    credited: "Points credited",
    value: "Value",
    verified: "Verified value",
    after: (months: number) => `Measured after ${months} months`,
    quantity: "Quantity",
    valueQuantity: "Value quantity",
    when: "Date",
  },
  zh: {
    points: "按规则积分",
    credited: "实际入账",
    value: "创造价值",
    verified: "核实价值",
    after: (months: number) => `${months} 个月后复核`,
    quantity: "数量",
    valueQuantity: "价值数量",
    when: "发生时间",
  },
});

export function ClaimFacts({ claim }: { claim: Schemas["ClaimView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const { of } = useTags();
  const tag = of(claim.tag);
  const asks = tag ? asksOf(tag.rule as Rule) : { unit: null, valueUnit: null };
  const facts: [string, ReactNode][] = [[t.points, <Points key="points" points={claim.points} />]];
  const money = (label: string, amount: string | null) => amount !== null && facts.push([label, f.money(amount)]);
  if (claim.credited !== null) facts.push([t.credited, <Points key="credited" points={claim.credited} />]);
  money(t.value, claim.value);
  money(t.verified, claim.verified_value);
  money(t.after(3), claim.verified_after_3);
  money(t.after(6), claim.verified_after_6);
  if (claim.quantity !== null) facts.push([t.quantity, `${f.number(claim.quantity)} ${asks.unit ?? ""}`]);
  if (claim.value_quantity !== null) facts.push([t.valueQuantity, `${f.number(claim.value_quantity)} ${asks.valueUnit ?? ""}`]);
  facts.push([t.when, <When key="when" at={claim.occurred_at} exact />]);
  return (
    <>
      <dl className="facts">
        {facts.map(([label, fact]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {tag && tag.revision === claim.revision && <p className="quiet said claim-rule">{ruleText(tag)}</p>}
    </>
  );
}
