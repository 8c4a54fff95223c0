/** A tag's rule in words. */
import { useMemo } from "react";

import type { Tag } from "../api/directory";
import { type Formats, useFormats } from "../formats";
import { type Both, texts, useTexts } from "../texts";

/** The rule types of docs/rules/points.md, "Value tags". */
export type Rule = { value_per_unit?: string | null; value_unit?: string | null; second_value_unit?: string | null } & (
  | { type: "fixed"; points: number }
  | { type: "stepped"; unit: string; second_unit?: string | null; steps: { op: string; threshold: string; points: number }[] }
  | { type: "per_unit"; unit: string; second_unit?: string | null; per: string; points: number; max?: number | null }
  | { type: "deduction"; points: number; max?: number | null }
);

interface Words {
  fixed: (points: string) => string;
  step: (op: string, threshold: string, unit: string, points: string) => string;
  perUnit: (points: string, per: string, unit: string) => string;
  max: (points: string) => string;
  deduction: (points: string) => string;
  value: (money: string, unit: string) => string;
  cap: (points: string) => string;
  range: (min: string, max: string) => string;
  coefficient: (times: string) => string;
}

const measured = (quantity: string, unit: string): string => (unit === "%" ? `${quantity}%` : `${quantity} ${unit}`);

const both: Both<Words> = texts<Words>({
  en: {
    fixed: (points) => `${points} points each time`,
    step: (op, threshold, unit, points) => `${op} ${measured(threshold, unit)}: ${points} points`,
    perUnit: (points, per, unit) => `${points} ${points === "1" ? "point" : "points"} for every ${measured(per, unit)}`,
    max: (points) => `at most ${points} at a time`,
    deduction: (points) => `lowers the rank by ${points} points`,
    value: (money, unit) => `${money} of value per ${unit}`,
    cap: (points) => `at most ${points} points a month`,
    range: (min, max) => `a manager who grants it chooses ${min} to ${max}`,
    coefficient: (times) => `times ${times}`,
  },
  zh: {
    fixed: (points) => `每次 ${points} 分`,
    step: (op, threshold, unit, points) => `${op} ${measured(threshold, unit)}：${points} 分`,
    perUnit: (points, per, unit) => `每 ${measured(per, unit)}得 ${points} 分`,
    max: (points) => `单次最多 ${points} 分`,
    deduction: (points) => `排名扣 ${points} 分`,
    value: (money, unit) => `每${unit}创造价值 ${money}`,
    cap: (points) => `每月最多 ${points} 分`,
    range: (min, max) => `管理者授予时可选 ${min} 至 ${max} 分`,
    coefficient: (times) => `系数 ${times}`,
  },
});

const SIGNS: Record<string, string> = { ">=": "≥", "<=": "≤" };

function words(tag: Pick<Tag, "rule" | "monthly_cap" | "grant_range" | "coefficient">, t: Words, f: Formats, join: string): string {
  const rule = tag.rule as Rule;
  const said: string[] = [];
  const range = tag.grant_range as { min?: number; max?: number } | null | undefined;
  if (rule.type === "fixed") {
    said.push(t.fixed(f.points(rule.points)));
  } else if (rule.type === "stepped") {
    said.push(...rule.steps.map(({ op, threshold, points }) => t.step(SIGNS[op] ?? op, f.number(threshold), rule.unit, f.points(points))));
  } else if (rule.type === "per_unit") {
    said.push(t.perUnit(f.points(rule.points), f.number(rule.per), rule.unit));
  } else {
    said.push(t.deduction(f.points(rule.points)));
  }
  if ("max" in rule && rule.max) said.push(t.max(f.points(rule.max)));
  if (tag.coefficient !== "1") said.push(t.coefficient(f.number(tag.coefficient)));
  // Of grants alone: a claim earns what the rule says.
  if (range) said.push(t.range(f.points(range.min ?? 0), f.points(range.max ?? 0)));
  if (rule.value_per_unit) said.push(t.value(f.money(rule.value_per_unit), rule.value_unit ?? ("unit" in rule ? rule.unit : "")));
  if (tag.monthly_cap) said.push(t.cap(f.points(tag.monthly_cap)));
  return said.join(join);
}

export function useRuleText(): (tag: Pick<Tag, "rule" | "monthly_cap" | "grant_range" | "coefficient">) => string {
  const t = useTexts(both);
  const f = useFormats();
  return useMemo(() => (tag) => words(tag, t, f, t === both.zh ? "；" : "; "), [t, f]);
}

export interface Asks {
  /** The unit of what the rule counts; null: it counts nothing. */
  unit: string | null;
  /** The unit of what the value is in, where that is another quantity. */
  valueUnit: string | null;
}

/** What a claim under this rule has to say in numbers. */
export function asksOf(rule: Rule): Asks {
  const unit = "unit" in rule ? rule.unit : null;
  const apart = rule.value_per_unit && (unit === null || (rule.value_unit && rule.value_unit !== unit));
  return { unit, valueUnit: apart ? (rule.value_unit ?? "") : null };
}
