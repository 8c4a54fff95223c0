/**
 * Asking for something. `useCommand("post", "/v1/grants")` sends a command with an idempotency key that stays the same
 * while the same thing is tried again, so that a lost answer is never a second effect. Reads afterwards see it.
 */
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { PathsWithMethod } from "openapi-typescript-helpers";
import { useRef } from "react";

import { passed } from "../moments";
import { client, got, keepPosition, type paths } from "./client";
import { Problem, SECOND, UNREACHABLE, WAITS } from "./problem";

export type CommandMethod = "post" | "put" | "patch";
export type CommandPath<M extends CommandMethod> = PathsWithMethod<paths, M>;
type Operation<M extends CommandMethod, P extends CommandPath<M>> = paths[P] extends Record<M, infer O> ? O : never;
export type BodyOf<M extends CommandMethod, P extends CommandPath<M>> =
  Operation<M, P> extends { requestBody?: infer R }
    ? NonNullable<R> extends { content: { "application/json": infer B } }
      ? B
      : undefined
    : undefined;
export type ResultOf<M extends CommandMethod, P extends CommandPath<M>> =
  Operation<M, P> extends { responses: infer R }
    ? R extends { 201: { content: { "application/json": infer A } } }
      ? A
      : R extends { 200: { content: { "application/json": infer A } } }
        ? A
        : never
    : never;

export interface Asked<B> {
  body?: B;
  path?: Record<string, string>;
  /** The number of whom one acts for. */
  onBehalfOf?: string | null;
  /** A key of one's own, for what is kept over a reload and sent again then. */
  key?: string;
}

type Sent = { data?: unknown };

export function useCommand<M extends CommandMethod, P extends CommandPath<M>>(
  method: M,
  path: P,
): UseMutationResult<ResultOf<M, P>, Problem, Asked<BodyOf<M, P>>> {
  const queries = useQueryClient();
  const tried = useRef({ asked: "", key: "" });
  return useMutation<ResultOf<M, P>, Problem, Asked<BodyOf<M, P>>>({
    mutationFn: async (asked) => {
      const text = JSON.stringify(asked);
      if (tried.current.asked !== text) tried.current = { asked: text, key: newKey() };
      return (await sent(method, path, asked, asked.key ?? tried.current.key)) as ResultOf<M, P>;
    },
    retry: isTriedAgain,
    retryDelay: (_, problem) => pauseAfter(problem),
    onSuccess: async () => {
      tried.current = { asked: "", key: "" };
      // Not awaited: the form is done when the command is; what is shown follows.
      void queries.invalidateQueries();
    },
    onError: ({ status }) => {
      if (status === WAITS) void queries.invalidateQueries();
    },
  });
}

/** The same for what no form waits for: sent until it is answered, or it is no use any more. */
export async function sentAgain(path: CommandPath<"post">, asked: Asked<unknown>, key: string, leaving = false): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      await sent("post", path, asked, key, leaving);
      return;
    } catch (problem) {
      if (!(problem instanceof Problem) || !isTriedAgain(failures, problem)) throw problem;
      await passed(pauseAfter(problem));
    }
  }
}

const isTriedAgain = (failures: number, problem: Problem): boolean => failures < 2 && (problem.code === UNREACHABLE || problem.status === 503);
const pauseAfter = ({ retryAfter }: Problem): number => (retryAfter ?? 1) * 1000;

/** The answer to a command; reads of the next moments see what it did. `leaving`: it goes on where the page does not. */
export async function sent(method: CommandMethod, path: string, { body, path: parts, onBehalfOf }: Asked<unknown>, key: string, leaving = false): Promise<unknown> {
  const send = client[method.toUpperCase() as "POST"] as unknown as (path: string, init: object) => Promise<Sent>;
  const headers: Record<string, string> = { "Idempotency-Key": key };
  if (onBehalfOf) headers["On-Behalf-Of"] = onBehalfOf;
  const answer: unknown = await got(send(path, { body, params: { path: parts }, headers, ...(leaving ? { keepalive: true } : {}) }));
  const position = (answer as { position?: unknown } | undefined)?.position;
  if (typeof position === "number") keepPosition(position);
  if (waitsForSecond(answer)) throw new Problem(WAITS, SECOND, "waits", "", [], null);
  return answer;
}

/** Nothing was done: it is above what one hr does alone, and another one is asked. */
const waitsForSecond = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "above" in answer && "state" in answer && answer.state === "waiting";

/** 128 random bits; `crypto.randomUUID` is not there on a plain-http address of a company's network. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
