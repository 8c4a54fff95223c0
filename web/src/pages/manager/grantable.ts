/** Which tags can be granted, with how many points; whom a budget is for. */
import type { Schemas } from "../../api/client";
import { useGet } from "../../api/queries";
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

export interface Receivers {
  /** Those who come first. */
  near: string[];
  /** Who may be chosen at all; left out where they are too many to be listed: the service judges. */
  among?: (no: string) => boolean;
}

/** Whom something may be granted to from a budget, as the service says. */
export function useReceivers(purse: Purse): Receivers {
  const principal = principalOf(purse);
  const header = principal === null ? {} : { header: { "On-Behalf-Of": principal } };
  const { data } = useGet("/v1/grants/receivers", { query: { instant: purse === ORGANISATION }, ...header }, { staleTime: 60_000 });
  if (!data?.whole) return { near: [] };
  const seen = new Set(data.items);
  return { near: data.items, among: (no) => seen.has(no) };
}
