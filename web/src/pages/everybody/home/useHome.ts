import type { UseQueryResult } from "@tanstack/react-query";

import type { Schemas } from "../../../api/client";
import { useGet } from "../../../api/queries";
import { EVERY_MS } from "../../../api/waiting";
import { useKept } from "../../../components/kept";
import { useLanguage } from "../../../texts";

export type Home = Schemas["Home"];

/** Up to where an auditor has looked, and how to say so. */
export const useSeen = (): [number | null, (change: (was: number | null) => number | null) => void] => useKept<number | null>("audit.seen", null);

/** All that a home shows beside the account, in one answer; the stream has it asked again. */
export function useHome(): UseQueryResult<Home> {
  const language = useLanguage();
  const [seen] = useSeen();
  return useGet("/v1/home", { query: { language, ...(seen === null ? {} : { seen }) } }, { keep: true, refetchInterval: EVERY_MS });
}
