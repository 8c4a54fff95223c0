/**
 * A look at somebody beside the page: it stands in the address (`?look=person:E01`), so it can be sent to somebody, and
 * the way back closes it.
 */
import { useLocation, useNavigate } from "react-router";

const PARAMETER = "look";

interface Looked {
  /** How many looks were opened one after the other, so that closing goes back before the first. */
  looks?: number;
}

const looksOf = (state: unknown): number => (state as Looked | null)?.looks ?? 0;

/** What is looked at now; null: nothing. */
export function useLook(): string | null {
  return new URLSearchParams(useLocation().search).get(PARAMETER);
}

/** Where a look at somebody is, over the present page: the properties of a link. */
export function useLookAt(): (no: string) => { to: { search: string }; state: Looked; preventScrollReset: true } {
  const { search, state } = useLocation();
  return (no) => {
    const asked = new URLSearchParams(search);
    asked.set(PARAMETER, `person:${no}`);
    return { to: { search: `?${asked}` }, state: { looks: looksOf(state) + 1 }, preventScrollReset: true };
  };
}

/** Closes the look: by the way back where it was opened here, else in the address alone. */
export function useLookAway(): () => void {
  const { search, state } = useLocation();
  const go = useNavigate();
  return () => {
    const looks = looksOf(state);
    if (looks > 0) return void go(-looks);
    const asked = new URLSearchParams(search);
    asked.delete(PARAMETER);
    void go({ search: asked.size > 0 ? `?${asked}` : "" }, { replace: true, preventScrollReset: true });
  };
}
