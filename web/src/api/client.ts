/** The one way to the service: typed by its OpenAPI file, by cookie, with the CSRF token on what changes something. */
import createClient from "openapi-fetch";

import { type Problem, problemOf, unreachable } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type { paths };

/** How long reads ask to see one's own last write. The stream has told everybody by then. */
const OWN_WRITES_MS = 10_000;

/** Who mistypes a password, signing in or for a new one, is told so there, and so is who has left: no session has ended. */
const NOT_ENTERED = new Set(["wrong-login", "wrong-link", "no-longer-employed"]);

let csrfToken = "";
let written = { position: 0, at: 0 };

export const keepCsrfToken = (token: string): void => {
  csrfToken = token;
};

/** A command was recorded at this position: reads of the next moments wait for it. */
export const keepPosition = (position: number): void => {
  written = { position: Math.max(position, written.position), at: Date.now() };
};

type Listener = (why: Problem) => void;
const listeners = new Set<Listener>();

/** Called when the service does not know us any more. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const client = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });

client.use({
  onRequest({ request }) {
    if (request.method !== "GET") {
      request.headers.set("X-CSRF-Token", csrfToken);
      return request;
    }
    if (Date.now() - written.at > OWN_WRITES_MS || request.url.includes("at_least=")) return undefined;
    const url = new URL(request.url);
    url.searchParams.set("at_least", String(written.position));
    return new Request(url, request);
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (response.status === 401 && !NOT_ENTERED.has(problem.code)) listeners.forEach((listener) => listener(problem));
    throw problem;
  },
  onError() {
    return unreachable();
  },
});

/** The body of a call that succeeded; what did not was thrown as a Problem. */
export async function got<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
