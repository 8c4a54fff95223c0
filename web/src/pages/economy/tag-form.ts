/** What is typed about a tag, and what the service is asked: numbers that matter as text, only what the rule type has. */
import type { Schemas } from "../../api/client";
import type { Tag } from "../../api/directory";
import type { TrialBody } from "../../api/trial";
import type { Rule } from "../../components/rule-text";

export type RuleType = Rule["type"];
export type RuleBody = Schemas["TagBody"]["rule"];

export interface TypedStep {
  op: string;
  threshold: string;
  points: number | null;
}

export interface TypedRule {
  type: RuleType;
  points?: number | null;
  unit?: string;
  steps?: Partial<TypedStep>[];
  per?: string;
  max?: number | null;
  value_per_unit?: string;
  value_unit?: string;
  second_unit?: string;
  second_value_unit?: string;
}

export interface TypedTag {
  code?: string;
  name?: string;
  second_name?: string;
  goal?: string;
  departments?: string[];
  evidence_required?: boolean;
  monthly_cap?: number | null;
  coefficient?: string;
  grant_range?: { min?: number | null; max?: number | null };
  auto_approve?: boolean;
  effective_from?: string;
  rule: TypedRule;
}

export const NEW_TAG: TypedTag = { coefficient: "1", departments: [], rule: { type: "fixed", steps: [{ op: ">=" }] } };

const text = (typed: string | undefined | null): string | null => typed?.trim() || null;

/** The rule as far as it is typed; null while something that it needs is missing. */
export function ruleOf(typed: TypedRule): RuleBody | null {
  const value = { value_per_unit: text(typed.value_per_unit), value_unit: text(typed.value_unit), second_value_unit: text(typed.second_value_unit) };
  const unit = text(typed.unit) ?? "";
  const units = { unit, second_unit: text(typed.second_unit) };
  const points = typed.points ?? 0;
  switch (typed.type) {
    case "fixed":
      return points > 0 ? { type: "fixed", points, ...value } : null;
    case "deduction":
      return points > 0 ? { type: "deduction", points, max: typed.max ?? null } : null;
    case "per_unit": {
      const per = text(typed.per);
      return points > 0 && per !== null && unit !== "" ? { type: "per_unit", ...units, per, points, max: typed.max ?? null, ...value } : null;
    }
    case "stepped": {
      const steps = (typed.steps ?? []).flatMap(({ op, threshold, points: earned }) => {
        const at = text(threshold);
        return op && at !== null && earned ? [{ op: op as ">" | ">=" | "<" | "<=", threshold: at, points: earned }] : [];
      });
      return steps.length > 0 && unit !== "" ? { type: "stepped", ...units, steps, ...value } : null;
    }
  }
}

/** Deductions are neither capped nor granted nor claimed: what belongs to that is not sent. */
export function termsOf(typed: TypedTag): Omit<Schemas["TagBody"], "code"> {
  const { min, max } = typed.grant_range ?? {};
  const common = {
    name: typed.name?.trim() ?? "",
    second_name: text(typed.second_name),
    goal: text(typed.goal),
    departments: typed.departments ?? [],
    // What is missing is said at the fields before this is sent.
    rule: ruleOf(typed.rule) as RuleBody,
  };
  if (typed.rule.type === "deduction") return { ...common, evidence_required: false, monthly_cap: null, coefficient: "1", grant_range: null, auto_approve: false };
  return {
    ...common,
    evidence_required: typed.evidence_required ?? false,
    monthly_cap: typed.monthly_cap ?? null,
    coefficient: text(typed.coefficient) ?? "1",
    grant_range: typed.rule.type === "fixed" && min && max ? { min, max } : null,
    auto_approve: typed.auto_approve ?? false,
  };
}

/** The draft as POST /v1/trials asks for it; null while it can't be tried. */
export function triedOf(typed: TypedTag): Pick<TrialBody, "rule" | "coefficient" | "monthly_cap"> | null {
  const rule = ruleOf(typed.rule);
  if (rule === null || rule.type === "deduction") return null;
  return { rule, coefficient: text(typed.coefficient), monthly_cap: typed.monthly_cap ?? null };
}

/** The terms of a tag, to be changed. */
export function typedOf(tag: Tag): TypedTag {
  const rule = tag.rule as Rule;
  return {
    name: tag.name,
    second_name: tag.second_name ?? undefined,
    goal: tag.goal ?? undefined,
    departments: tag.departments ?? [],
    evidence_required: tag.evidence_required,
    monthly_cap: tag.monthly_cap,
    coefficient: tag.coefficient,
    grant_range: (tag.grant_range as { min: number; max: number } | null) ?? undefined,
    auto_approve: tag.auto_approve,
    rule: {
      ...rule,
      steps: rule.type === "stepped" ? rule.steps : [{ op: ">=" }],
      value_per_unit: rule.value_per_unit ?? undefined,
      value_unit: rule.value_unit ?? undefined,
      second_value_unit: rule.second_value_unit ?? undefined,
    } as TypedRule,
  };
}
