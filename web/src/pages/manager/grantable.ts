/** Which tags can be granted, with how many points; whom a budget is for. */
import { useMemo } from "react";

import type { Schemas } from "../../api/client";
import { useGet } from "../../api/queries";
import { useInWords } from "../../components/tag-in-words";
import { ORGANISATION, OWN, type Offer, type Purse } from "./granted";

export type Grantable = Schemas["GrantableTag"];

/** In whose name something from a budget is granted; null: in one's own. */
export const principalOf = (purse: Purse): string | null => (purse === OWN || purse === ORGANISATION ? null : purse);

/** The tags that can be granted, to somebody once they are chosen, as the service says; `asking` while it has not said. */
export function useGrantable(employee: string | null, purse: Purse): { tags: Grantable[]; asking: boolean } {
  const principal = principalOf(purse);
  const header = principal === null ? {} : { header: { "On-Behalf-Of": principal } };
  const query = { instant: purse === ORGANISATION, ...(employee === null ? {} : { employee }) };
  const { data, isPlaceholderData } = useGet("/v1/grants/tags", { query, ...header }, { keep: true, staleTime: 0 });
  const inWords = useInWords();
  const tags = useMemo(() => (data?.items ?? []).map(inWords), [data, inWords]);
  return { tags, asking: data === undefined || isPlaceholderData };
}

/** What a tap on the button does: what is chosen within what the service offers, and what it says is credited of it. */
export function offerOf(tag: Grantable, employee: string, chosen: number | null): Offer {
  const { choice, suggested, would_credit, cap, cap_left } = tag;
  const asked = choice === null ? suggested : Math.min(choice.max, Math.max(choice.min, chosen ?? suggested));
  const points = choice === null ? (would_credit ?? suggested) : asked;
  return { employee, tag: tag.tag, asked, points, cap: points === cap_left ? cap : null };
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
