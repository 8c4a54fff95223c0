/** Which tags can be granted, with how many points; whom a budget is for. */
import type { Schemas } from "../../api/client";
import { usePeople } from "../../api/directory";
import { useGet } from "../../api/queries";
import { holds, useMe } from "../../session/session";
import { ORGANISATION, OWN, type Purse } from "./granted";

export type Grantable = Schemas["GrantableTag"];

/** In whose name something from a budget is granted; null: in one's own. */
export const principalOf = (purse: Purse): string | null => (purse === OWN || purse === ORGANISATION ? null : purse);

/** The tags that can be granted, to somebody once they are chosen, as the service says. */
export function useGrantable(employee: string | null, purse: Purse): Grantable[] {
  const principal = principalOf(purse);
  const header = principal === null ? {} : { header: { "On-Behalf-Of": principal } };
  const query = { instant: purse === ORGANISATION, ...(employee === null ? {} : { employee }) };
  const { data } = useGet("/v1/grants/tags", { query, ...header }, { keep: true });
  return data?.items ?? [];
}

/** How many of a team are known by name here; of a larger one, the service judges. */
const TEAM = 1000;

export interface Receivers {
  /** Those who come first. */
  near: string[];
  /** Who may be chosen at all, as far as it is known here. */
  among?: (no: string) => boolean;
}

/** Whom something may be granted to from a budget: my people, or for whom I stand in theirs. */
export function useReceivers(purse: Purse): Receivers {
  const me = useMe();
  const { people, of } = usePeople();
  const own = purse === OWN;
  const { data } = useGet("/v1/reports/team", { query: { limit: TEAM } }, { enabled: own && holds(me, ["manager"]), staleTime: 60_000 });
  if (own) {
    const team = (data?.items ?? []).map(({ employee }) => employee).toSorted();
    const seen = new Set(team);
    const known = data !== undefined && team.length < TEAM && !holds(me, ["hr"]);
    return { near: team, ...(known ? { among: (no: string) => seen.has(no) } : {}) };
  }
  const department = of(purse)?.department;
  const near = people.filter((one) => department && one.department === department && one.employee_no !== purse);
  const among = (no: string) => no !== me.employee_no && no !== purse;
  return { near: near.map(({ employee_no }) => employee_no).filter(among), among };
}
