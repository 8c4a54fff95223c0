/** Which tags can be granted to somebody, with how many points; whom a budget is for. */
import { type Tag, useDepartments, usePeople, useTags } from "../../api/directory";
import { useGet } from "../../api/queries";
import { holds, useMe } from "../../session/session";
import { OWN, type Purse } from "./granted";

export interface Grantable {
  code: string;
  name: string;
  /** The rule's. */
  points: number;
  range: { min: number; max: number } | null;
}

/** Tags with a fixed rule that are for the department of the receiver, or for all. */
export function useGrantable(employee: string | null): Grantable[] {
  const { tags } = useTags();
  const { of } = usePeople();
  const { departments } = useDepartments();
  const department = employee === null ? undefined : of(employee)?.department;
  const path = new Set<string>();
  for (let code = department ?? null; code !== null && !path.has(code); ) {
    path.add(code);
    code = departments.find((one) => one.code === code)?.parent ?? null;
  }
  const isFor = (tag: Tag) => path.size === 0 || tag.departments.length === 0 || tag.departments.some((code) => path.has(code));
  return tags.filter((tag) => tag.state === "active" && tag.rule.type === "fixed" && isFor(tag)).map(grantableOf);
}

function grantableOf({ code, name, rule, coefficient, grant_range }: Tag): Grantable {
  const range = grant_range ? { min: grant_range.min ?? 0, max: grant_range.max ?? 0 } : null;
  // Half away from zero, as the ledger rounds.
  return { code, name, points: Math.floor(Number(rule.points) * Number(coefficient) + 0.5), range };
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
