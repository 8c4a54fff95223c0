/** How much waits for the person who is signed in, by the page where it is done. */
import { holds, useMe } from "../session/session";
import { useGet } from "./queries";

export function useWaiting(): (path: string) => number {
  const decides = holds(useMe(), ["manager", "hr"]);
  const { data } = useGet("/v1/waiting", undefined, { enabled: decides });
  return (path) => {
    if (data === undefined || path !== "/waiting") return 0;
    return data.claims + data.redemptions + data.fulfilments + data.proposals + data.reversals;
  };
}
