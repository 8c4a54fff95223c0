/** What an action would earn, asked while it is being typed: the rules of the service judge it, nothing is recorded. */
import { type UseQueryResult, keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { type Schemas, client, got } from "./client";

export type TrialBody = Schemas["TrialBody"];
export type Trial = Schemas["TrialAnswer"];

/** So long nothing is typed before it is asked. */
const PAUSE_MS = 300;

/** `asked` is null while something is missing that the rule needs. */
export function useTrial(asked: TrialBody | null): UseQueryResult<Trial> {
  const text = JSON.stringify(asked);
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ["/v1/trials", settled],
    queryFn: ({ signal }) => got(client.POST("/v1/trials", { body: JSON.parse(settled) as TrialBody, signal })),
    enabled: settled !== "null" && asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
