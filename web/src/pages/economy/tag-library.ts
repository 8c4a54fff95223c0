/** A tag of the library, with what somebody changed in it before it is taken. */
import type { Schemas } from "../../api/client";
import type { Rule } from "../../components/rule-text";

type Terms = Omit<Schemas["TagBody"], "code" | "coefficient"> & { coefficient: string };
export type Offered = Omit<Schemas["OfferedTag"], "terms"> & { terms: Terms };

export interface Changes {
  name?: string;
  second_name?: string;
  points?: number | null;
}

export const GROUPS = ["costs", "business", "people", "conduct"] as const;

export function changed(one: Schemas["OfferedTag"], { points, ...names }: Changes = {}): Offered {
  const offered = one as Offered;
  const terms = points === undefined ? offered.terms : { ...offered.terms, rule: withPoints(offered.terms.rule as Rule, points) as Terms["rule"] };
  return { ...offered, terms: { ...terms, ...names } };
}

/** The one number of a rule; none where it has several, or a range around it. */
export function pointsOf({ rule, grant_range }: Terms): number | undefined {
  if (grant_range) return undefined;
  return rule.type === "stepped" ? (rule.steps.length === 1 ? rule.steps[0]?.points : undefined) : rule.points;
}

/** No number is sent as none: the service says what is missing. */
function withPoints(rule: Rule, points: number | null): unknown {
  return rule.type === "stepped" ? { ...rule, steps: rule.steps.map((step) => ({ ...step, points })) } : { ...rule, points };
}
