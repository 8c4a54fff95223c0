/** What somebody granted, by the service, and whom and why of it: the same on every device. */
import type { Schemas } from "../../api/client";
import { type ListQuery, useList } from "../../api/queries";
import { texts, useTexts } from "../../texts";
import { principalOf } from "./grantable";
import type { Purse } from "./granted";

export type Granted = Schemas["GrantView"];

export function useGrants(purse: Purse): ListQuery<Granted> {
  const principal = principalOf(purse);
  return useList("/v1/grants", principal === null ? {} : { header: { "On-Behalf-Of": principal } });
}

export interface Recent {
  people: string[];
  tags: string[];
  reasonsFor: (tag: string) => string[];
}

const REASONS = 4;
/** A long one is no chip. */
const LONGEST = 80;

const STARTERS = texts({
  en: ["Helped another department in time", "Solved it before anybody had to ask", "Kept a promise under pressure"],
  zh: ["及时支援了其他部门", "主动发现并解决了问题", "在压力下按时完成了承诺"],
});

/** The last ones first, each once. */
export function useRecent(granted: Granted[]): Recent {
  const starters = useTexts(STARTERS);
  return {
    people: [...new Set(granted.map(({ employee }) => employee))],
    tags: [...new Set(granted.map(({ tag }) => tag))],
    reasonsFor: (tag) => {
      const own = granted.flatMap((one) => (one.tag === tag && one.reason !== null && one.reason.length <= LONGEST ? [one.reason] : []));
      return [...new Set([...own, ...starters])].slice(0, REASONS);
    },
  };
}
