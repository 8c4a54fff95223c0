/** Which tags somebody can claim under: active, for earning, and for their department or one above it. */
import { type Tag, useDepartments, usePeople } from "../../api/directory";
import { type Asks, type Rule } from "../../components/rule-text";
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

export interface Numbers {
  quantity?: string | null;
  value_quantity?: string | null;
}

/** Of what was typed, the numbers that the rule asks for: others may be left from another tag. */
export const numbersOf = ({ unit, valueUnit }: Asks, { quantity, value_quantity }: Numbers): { quantity?: string; value_quantity?: string } => ({
  quantity: unit === null ? undefined : (quantity ?? undefined),
  value_quantity: valueUnit === null ? undefined : (value_quantity ?? undefined),
});

/** The same for a trial: null while the quantity is missing. */
export function triedNumbers(asks: Asks, typed: Numbers): { quantity?: string; value_quantity?: string } | null {
  const numbers = numbersOf(asks, typed);
  return asks.unit !== null && !numbers.quantity ? null : numbers;
}
