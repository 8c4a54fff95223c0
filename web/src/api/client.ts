/** The one way to the service: typed by its OpenAPI file, by cookie, with the CSRF token on what changes something. */
import createClient from "openapi-fetch";

import { type Person, nameOf } from "../device";
import { ANOTHER_PERSON, Problem, problemOf, unreachable } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type { paths };

/** How long reads ask to see one's own last write. The stream has told everybody by then. */
const OWN_WRITES_MS = 10_000;

/** Who mistypes a password, signing in or for a new one, is told so there, and so is who has left: no session has ended. */
const NOT_ENTERED = new Set(["wrong-login", "wrong-link", "no-longer-employed"]);

let csrfToken = "";
/** Whom this window stands for, as the service is told with everything that is asked of it. */
let standsFor: string | null = null;
let isPutAway = false;
let written = { position: 0, at: 0 };

export const keepCsrfToken = (token: string): void => {
  csrfToken = token;
};

/** From the first answer on, as long as the page is loaded: for another person it is loaded anew. */
export const standFor = (person: Person): void => {
  standsFor ??= nameOf(person);
};

export const whomFor = (): string | null => standsFor;

/** Nothing is asked any more, nor told to be done: what is still on its way here ends as if it were refused. */
export const putAway = (): void => {
  isPutAway = true;
};

/** A command was recorded at this position: reads of the next moments wait for it. */
export const keepPosition = (position: number): void => {
  written = { position: Math.max(position, written.position), at: Date.now() };
};

type Listener = (why: Problem) => void;
const signedOut = new Set<Listener>();
const another = new Set<Listener>();

function listening(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when the service does not know us any more. */
export const onSignedOut = (listener: Listener): (() => void) => listening(signedOut, listener);

/** Called when the service knows somebody else by now. */
export const onAnotherPerson = (listener: Listener): (() => void) => listening(another, listener);

export const client = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });

client.use({
  onRequest({ request }) {
    if (isPutAway) throw anotherPerson();
    if (standsFor !== null) request.headers.set("Signed-In-As", standsFor);
    if (request.method !== "GET") {
      request.headers.set("X-CSRF-Token", csrfToken);
      return request;
    }
    if (Date.now() - written.at > OWN_WRITES_MS || request.url.includes("at_least=")) return request;
    const url = new URL(request.url);
    url.searchParams.set("at_least", String(written.position));
    return new Request(url, request);
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (response.status === 401 && !NOT_ENTERED.has(problem.code)) signedOut.forEach((listener) => listener(problem));
    if (problem.code === ANOTHER_PERSON) another.forEach((listener) => listener(problem));
    throw problem;
  },
  onError() {
    return unreachable();
  },
});

const anotherPerson = (): Problem => new Problem(409, ANOTHER_PERSON, "another person", "", [], null);

/** The body of a call that succeeded; what did not was thrown as a Problem. */
export async function got<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
