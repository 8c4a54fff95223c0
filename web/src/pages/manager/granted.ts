/**
 * What was just granted in this browser. It stands there from the tap on: being recorded, then recorded or refused. It is
 * kept for a day over reloads, with its idempotency key, so what was cut off is sent again and counts once.
 */
import { newKey } from "../../api/commands";
import { Problem } from "../../api/problem";
import { useKept } from "../../components/kept";

/** From whose budget: one's own, the organisation's (hr's award), or that of somebody, by number. */
export type Purse = string;
export const OWN: Purse = "";
export const ORGANISATION: Purse = "organisation";

export interface Typed {
  employee: string | null;
  tag: string | null;
  /** None: the rule's. */
  points: number | null;
  reason: string;
  purse: Purse;
}

export interface JustGranted extends Omit<Typed, "points"> {
  key: string;
  at: string;
  employee: string;
  tag: string;
  points: number;
  state: "sending" | "recorded" | "refused" | "undone";
  /** Once recorded. */
  id?: string;
  problem?: Pick<Problem, "status" | "code" | "detail" | "errors" | "retryAfter" | "values"> & { title: string };
}

export const UNDO_MS = 24 * 3_600_000;
const MOST = 50;

export interface GrantedList {
  items: JustGranted[];
  add: (typed: Typed, points: number) => void;
  change: (key: string, changed: Partial<JustGranted>) => void;
  drop: (key: string) => void;
}

export function useGranted(): GrantedList {
  const [kept, keep] = useKept<JustGranted[]>("granted", []);
  const fresh = (items: JustGranted[]) => items.filter(({ at }) => Date.now() - Date.parse(at) < UNDO_MS).slice(0, MOST);
  return {
    items: fresh(kept),
    add: ({ employee, tag, reason, purse }, points) => {
      if (employee === null || tag === null) return;
      const granted: JustGranted = {
        key: newKey(),
        at: new Date().toISOString(),
        employee,
        tag,
        points,
        reason: reason.trim(),
        purse,
        state: "sending",
      };
      keep((was) => fresh([granted, ...was]));
    },
    change: (key, changed) => keep((was) => was.map((one) => (one.key === key ? { ...one, ...changed } : one))),
    drop: (key) => keep((was) => was.filter((one) => one.key !== key)),
  };
}

export const problemOf = ({ problem }: JustGranted): Problem | null =>
  problem === undefined
    ? null
    : new Problem(problem.status, problem.code, problem.title, problem.detail, problem.errors, problem.retryAfter, problem.values);

export const storedProblem = (problem: Problem): JustGranted["problem"] => ({
  status: problem.status,
  code: problem.code,
  title: problem.message,
  detail: problem.detail,
  errors: problem.errors,
  retryAfter: problem.retryAfter,
  values: problem.values,
});
