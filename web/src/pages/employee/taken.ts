/** How many pieces of each reward I have redeemed this year; what was rejected, cancelled or taken back is not counted. */
import { useList } from "../../api/queries";
import { dayOf, today } from "../../formats";
import { useMe } from "../../session/session";

const COUNTED = new Set(["requested", "approved", "fulfilled"]);
/** More than anybody asks for in a year; the service counts again. */
const MOST = 200;

export function useTakenThisYear(): (reward: string) => number {
  const { employee_no, time_zone } = useMe();
  const { items } = useList("/v1/redemptions", { query: { employee: employee_no, limit: MOST } });
  const year = today(time_zone).slice(0, 4);
  return (reward) =>
    items
      .filter((one) => one.reward === reward && COUNTED.has(one.state) && dayOf(one.requested_at, time_zone).startsWith(year))
      .reduce((sum, { quantity }) => sum + quantity, 0);
}
