/** Which tags somebody can claim under: active, for earning, and for their department or one above it. */
import { type Tag, useDepartments, usePeople } from "../../api/directory";
import type { Rule } from "../../components/rule-text";
import { useMe } from "../../session/session";

export function useClaimable(): (tag: Tag) => boolean {
  const { employee_no } = useMe();
  const { of } = usePeople();
  const { departments } = useDepartments();
  const parents = new Map(departments.map(({ code, parent }) => [code, parent]));
  const mine = new Set<string>();
  let next = of(employee_no)?.department ?? null;
  while (next !== null && !mine.has(next)) {
    mine.add(next);
    next = parents.get(next) ?? null;
  }
  return ({ rule, departments: wanted }) =>
    (rule as Rule).type !== "deduction" && (!wanted?.length || mine.size === 0 || wanted.some((code) => mine.has(code)));
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
