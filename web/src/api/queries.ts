/**
 * Reading. `useGet("/v1/accounts/{employee_no}", { path: { employee_no } })` is one answer; `useList` is a list with a
 * cursor, page after page. Both are remembered under [path, parameters], so the stream finds them.
 */
import { type QueryKey, type UseQueryResult, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { MaybeOptionalInit } from "openapi-fetch";
import type { PathsWithMethod } from "openapi-typescript-helpers";

import { client, got, type paths } from "./client";

export type GetPath = PathsWithMethod<paths, "get">;
type Init<P extends GetPath> = NonNullable<MaybeOptionalInit<paths[P], "get">>;
export type Params<P extends GetPath> = Init<P> extends { params?: infer Q } ? NonNullable<Q> : never;
export type AnswerOf<P extends GetPath> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;
export type ItemOf<P extends GetPath> = AnswerOf<P> extends { items: (infer I)[] } | { accounts: (infer I)[] } ? I : never;

export const keyOf = <P extends GetPath>(path: P, params?: Params<P>): QueryKey => (params === undefined ? [path] : [path, params]);

async function read<P extends GetPath>(path: P, params: unknown, signal?: AbortSignal): Promise<AnswerOf<P>> {
  const get = client.GET as unknown as (path: string, init: object) => Promise<{ data?: AnswerOf<P> }>;
  return got(get(path, { params, signal }));
}

interface Options {
  enabled?: boolean;
  staleTime?: number;
  refetchInterval?: number;
  /** Show what was there while other parameters load. */
  keep?: boolean;
}

export function useGet<P extends GetPath>(path: P, params?: Params<P>, options: Options = {}): UseQueryResult<AnswerOf<P>> {
  const { keep, ...rest } = options;
  return useQuery({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => read(path, params, signal),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...rest,
  }) as UseQueryResult<AnswerOf<P>>;
}

export interface ListQuery<I, A = unknown> {
  items: I[];
  /** The first page as it was answered: what is beside its items. */
  first: A | undefined;
  isPending: boolean;
  isFetching: boolean;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
  retry: () => void;
}

/** A list with a cursor: `items` of all pages that were asked for. */
export function useList<P extends GetPath>(path: P, params?: Params<P>, options: Options = {}): ListQuery<ItemOf<P>, AnswerOf<P>> {
  const { keep = true, ...rest } = options;
  const query = useInfiniteQuery({
    queryKey: [...keyOf(path, params), "pages"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const given = params as { query?: object } | undefined;
      return read(path, { ...given, query: { ...given?.query, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal);
    },
    getNextPageParam: (last) => (last as { next_cursor?: string | null }).next_cursor ?? null,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...rest,
  });
  const pages = query.data?.pages ?? [];
  return {
    items: pages.flatMap(itemsOf<P>),
    first: pages[0],
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** The trial balance calls them accounts. */
function itemsOf<P extends GetPath>(page: AnswerOf<P>): ItemOf<P>[] {
  const { items, accounts } = page as { items?: ItemOf<P>[]; accounts?: ItemOf<P>[] };
  return items ?? accounts ?? [];
}
