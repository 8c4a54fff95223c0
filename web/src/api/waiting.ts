/** How much waits for the person who is signed in, by the page where it is done. The stream tells of it; what was
 * decided here is left out at once. */
import { type Me, holds, useMe } from "../session/session";
import { fewerSince, useHeld } from "./held";
import { useGet } from "./queries";

/** A net under the stream: a day that begins moves a delegation, and nobody tells of that. */
export const EVERY_MS = 5 * 60_000;

/** Whether all that somebody decides is on one list. */
export const isInOneList = (me: Me): boolean => holds(me, ["manager", "hr"]) || me.stands_in.length > 0;

export function useWaiting(): (path: string) => number {
  const me = useMe();
  const inOneList = isInOneList(me);
  const decides = inOneList || holds(me, ["admin"]);
  const held = useHeld();
  const { data, dataUpdatedAt } = useGet("/v1/waiting", undefined, { enabled: decides, refetchInterval: EVERY_MS });
  return (path) => {
    if (data === undefined) return 0;
    if (path === "/countersignatures" && !inOneList) return data.countersignatures;
    if (path !== "/waiting") return 0;
    const waits = data.claims + data.redemptions + data.fulfilments + data.proposals + data.reversals + data.countersignatures + data.standing_in;
    return Math.max(waits - fewerSince(held, dataUpdatedAt), 0);
  };
}
