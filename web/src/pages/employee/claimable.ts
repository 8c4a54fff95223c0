/** The numbers that a tag's rule asks for, as they are sent. */
import type { Asks } from "../../components/rule-text";

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
