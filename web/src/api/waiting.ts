/** How much waits for the person who is signed in, by the page where it is done. */
import { holds, useMe } from "../session/session";
import { useGet } from "./queries";

/** Nobody is told of a claim that was submitted: it is looked at again. */
export const EVERY_MS = 20_000;

export function useWaiting(): (path: string) => number {
  const decides = holds(useMe(), ["manager", "hr"]);
  const { data } = useGet("/v1/waiting", undefined, { enabled: decides, refetchInterval: EVERY_MS });
  return (path) => {
    if (data === undefined || path !== "/waiting") return 0;
    return data.claims + data.redemptions + data.fulfilments + data.proposals + data.reversals;
  };
}
