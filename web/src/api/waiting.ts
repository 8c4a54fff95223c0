/** How much waits for the person who is signed in, by the page where it is done. */
import { useWaitingItems } from "../pages/manager/waiting-items";
import { holds, useMe } from "../session/session";

export function useWaiting(): (path: string) => number {
  const decides = holds(useMe(), ["manager", "hr"]);
  const { items } = useWaitingItems(null, decides);
  return (path) => (decides && path === "/waiting" ? items.length : 0);
}
