/**
 * What is on its way from this browser: being recorded, recorded and not in the list of the service yet, or refused. It
 * is kept for a day over reloads, with its idempotency key, so what was cut off is sent again and counts once.
 */
import { newKey } from "../../api/commands";
import { Problem, UNREACHABLE } from "../../api/problem";
import { useKept } from "../../components/kept";

/** From whose budget: one's own, the organisation's (hr's award), or that of somebody, by number. */
export type Purse = string;
export const OWN: Purse = "";
export const ORGANISATION: Purse = "organisation";

export interface Typed {
  employee: string | null;
  /** None: what was granted last. */
  tag: string | null;
  /** None: what the service suggests. */
  points: number | null;
  reason: string;
  purse: Purse;
}

/** What the button said: asked for, credited, and the cap that it reaches. */
export interface Offer {
  employee: string;
  tag: string;
  asked: number;
  points: number;
  cap: number | null;
}

export interface Outgoing extends Offer {
  key: string;
  at: string;
  reason: string;
  purse: Purse;
  state: "sending" | "recorded" | "refused";
  /** What the list of the service had last when it was sent: what is newer may be this one. */
  since: number;
  /** Once recorded. */
  id?: string;
  problem?: Pick<Problem, "status" | "code" | "detail" | "errors" | "retryAfter" | "values"> & { title: string };
}

const KEPT_MS = 24 * 3_600_000;
const MOST = 50;

export interface Outbox {
  items: Outgoing[];
  add: (offer: Offer, typed: Typed, since: number) => void;
  change: (key: string, changed: Partial<Outgoing>) => void;
  drop: (key: string) => void;
}

export function useOutbox(): Outbox {
  const [kept, keep] = useKept<Outgoing[]>("granting", []);
  const fresh = (items: Outgoing[]) => items.filter(({ at }) => Date.now() - Date.parse(at) < KEPT_MS).slice(0, MOST);
  return {
    items: fresh(kept),
    add: (offer, { reason, purse }, since) => {
      const sent: Outgoing = { ...offer, key: newKey(), at: new Date().toISOString(), reason: reason.trim(), purse, state: "sending", since };
      keep((was) => fresh([sent, ...was.filter(({ state }) => state !== "recorded")]));
    },
    change: (key, changed) => keep((was) => was.map((one) => (one.key === key ? { ...one, ...changed } : one))),
    drop: (key) => keep((was) => was.filter((one) => one.key !== key)),
  };
}

export const problemOf = ({ problem }: Outgoing): Problem | null =>
  problem === undefined
    ? null
    : new Problem(problem.status, problem.code, problem.title, problem.detail, problem.errors, problem.retryAfter, problem.values);

export const storedProblem = (problem: Problem): Outgoing["problem"] => ({
  status: problem.status,
  code: problem.code,
  title: problem.message,
  detail: problem.detail,
  errors: problem.errors,
  retryAfter: problem.retryAfter,
  values: problem.values,
});

/** Whether the same again may succeed: nobody judged it yet. What was judged is refused again until something changes. */
export const mayRepeat = ({ code, status }: Problem): boolean => code === UNREACHABLE || status === 429 || status === 503;
