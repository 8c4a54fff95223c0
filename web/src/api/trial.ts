/** What an action would earn, asked while it is being typed: the rules of the service judge it, nothing is recorded. */
import { type UseQueryResult, keepPreviousData, useQuery } from "@tanstack/react-query";

import { useSettled } from "../settled";
import { type Schemas, client, got } from "./client";

export type TrialBody = Schemas["TrialBody"];
export type Trial = Schemas["TrialAnswer"];
export type GrantTrialBody = Schemas["GrantTrialBody"];
export type GrantTrial = Schemas["GrantTrial"];

/** So long nothing is typed before it is asked. */
const PAUSE_MS = 300;

/** `asked` is null while something is missing that the rule needs. */
export const useTrial = (asked: TrialBody | null): UseQueryResult<Trial> =>
  useQuestion("/v1/trials", asked, (body, signal) => got(client.POST("/v1/trials", { body, signal })));

/** What a grant would credit, and what would be left; null while nobody or nothing is chosen. */
export function useGrantTrial(asked: GrantTrialBody | null, onBehalfOf: string | null): UseQueryResult<GrantTrial> {
  const headers = onBehalfOf === null ? {} : { "On-Behalf-Of": onBehalfOf };
  return useQuestion(`/v1/trials/grants ${onBehalfOf ?? ""}`, asked, (body, signal) => got(client.POST("/v1/trials/grants", { body, headers, signal })));
}

function useQuestion<B, A>(path: string, asked: B | null, send: (body: B, signal: AbortSignal) => Promise<A>): UseQueryResult<A> {
  const text = JSON.stringify(asked);
  const settled = useSettled(text, PAUSE_MS);
  return useQuery({
    queryKey: [path, settled],
    queryFn: ({ signal }) => send(JSON.parse(settled) as B, signal),
    enabled: settled !== "null" && asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  }) as UseQueryResult<A>;
}
