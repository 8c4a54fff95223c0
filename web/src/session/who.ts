/** Who is signed in: asked before anything of the page is drawn, since all of it depends on that. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";

import { client, got, keepCsrfToken, standFor } from "../api/client";
import { ANOTHER_PERSON, type Problem, SIGNED_OUT } from "../api/problem";
import { forgetPeople } from "../device";

const isFinal = ({ status, code }: Problem): boolean => status === SIGNED_OUT || code === ANOTHER_PERSON;

let early: Promise<Response> | undefined;

export const who = queryOptions({
  queryKey: ["/v1/me"],
  queryFn: async () => {
    const asked = early;
    early = undefined;
    const me = await got(client.GET("/v1/me", asked && { fetch: () => asked }));
    standFor(me);
    keepCsrfToken(me.csrf_token ?? "");
    forgetPeople(me);
    return me;
  },
  retry: (failures, problem) => failures < 3 && !isFinal(problem as Problem),
  staleTime: Infinity,
});

/** `asked`: the question that was put while this loaded. */
export function askWho(queries: QueryClient, asked: Promise<Response>): Promise<void> {
  early = asked;
  return queries.prefetchQuery(who);
}
