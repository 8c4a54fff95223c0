/** Several rows of a list at once: which, and each one's own command, one after another. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { type CommandPath, newKey, sentAgain } from "../api/commands";
import { Problem, WAITS } from "../api/problem";

export interface BulkAction<I> {
  /** On the button, and what the dialog asks: "Reject". */
  label: string;
  path: CommandPath<"post">;
  at: (item: I) => Record<string, string>;
  /** As the service says of this row. */
  may: (item: I) => boolean;
  /** What is sent; a reason is asked for, once, where it is wanted. */
  body?: (item: I, reason: string) => object;
  reason?: "wanted" | "needed";
  /** What the row is called in the dialog, and for who hears it. */
  about: (item: I) => string;
  /** What to know before. */
  means?: string;
  danger?: boolean;
  primary?: boolean;
}

export interface Outcome {
  total: number;
  done: number;
  refused: number;
  /** Done once a second hr has confirmed. */
  waiting: number;
}

export interface Refused {
  about: string;
  problem: Problem;
}

export interface Many<I> {
  actions: BulkAction<I>[];
  /** The rows that something may be done with. */
  possible: I[];
  chosen: I[];
  isChosen: (id: string) => boolean;
  may: (item: I) => boolean;
  about: (item: I) => string;
  choose: (id: string, on: boolean, through?: boolean) => void;
  chooseAll: () => void;
  drop: () => void;
  run: (action: BulkAction<I>, reason: string) => Promise<void>;
  stop: () => void;
  isBusy: boolean;
  outcome: Outcome | null;
  /** Why a row was refused, which stays chosen. */
  refusals: ReadonlyMap<string, Refused>;
  /** Those of them that the list shows no more: somebody else was first. */
  gone: Refused[];
}

const NOTHING: Outcome = { total: 0, done: 0, refused: 0, waiting: 0 };

/** None where nothing is done with several rows. `always`: each row may be chosen, for what the page does with them. */
export function useBulk<I>(items: I[], idOf: (item: I) => string, actions: BulkAction<I>[], always: boolean): Many<I> | null {
  const queries = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, Refused>>(new Map());
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  // The same again, after an answer that was lost, has the same key.
  const keys = useRef(new Map<string, string>());
  const stopped = useRef(false);
  useEffect(() => () => void (stopped.current = true), []);
  if (actions.length === 0 && !always) return null;

  const may = (item: I) => always || actions.some((action) => action.may(item));
  const possible = items.filter(may);
  const chosen = possible.filter((item) => ids.has(idOf(item)));
  const without = (id: string) => setIds((were) => new Set([...were].filter((one) => one !== id)));

  const once = async (action: BulkAction<I>, item: I, reason: string): Promise<Problem | null> => {
    const asked = { path: action.at(item), body: action.body?.(item, reason) };
    const text = JSON.stringify([action.path, asked]);
    const key = keys.current.get(text) ?? newKey();
    keys.current.set(text, key);
    try {
      await sentAgain(action.path, asked, key);
      keys.current.delete(text);
      return null;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return problem;
    }
  };
  const run = async (action: BulkAction<I>, reason: string) => {
    const asked = chosen.filter(action.may);
    let now = { ...NOTHING, total: asked.length };
    stopped.current = false;
    setBusy(true);
    setRefusals(new Map());
    setOutcome(now);
    for (const item of asked) {
      if (stopped.current) break;
      const id = idOf(item);
      const problem = await once(action, item, reason);
      if (problem === null || problem.status === WAITS) without(id);
      else setRefusals((were) => new Map(were).set(id, { about: action.about(item), problem }));
      now = problem === null ? { ...now, done: now.done + 1 } : problem.status === WAITS ? { ...now, waiting: now.waiting + 1 } : { ...now, refused: now.refused + 1 };
      setOutcome(now);
    }
    setBusy(false);
    void queries.invalidateQueries();
  };
  return {
    actions,
    possible,
    chosen,
    may,
    about: (item) => actions[0]?.about(item) ?? idOf(item),
    isChosen: (id) => ids.has(id),
    choose: (id, on, through) => {
      const places = possible.map(idOf);
      const [from, to] = [places.indexOf(last ?? id), places.indexOf(id)].sort((one, other) => one - other);
      const some = through && last !== null ? places.slice(from, (to ?? 0) + 1) : [id];
      setIds((were) => new Set(on ? [...were, ...some] : [...were].filter((one) => !some.includes(one))));
      setLast(id);
      setOutcome(null);
    },
    chooseAll: () => {
      setIds(new Set(possible.map(idOf)));
      setOutcome(null);
    },
    drop: () => {
      setIds(new Set());
      setRefusals(new Map());
      setOutcome(null);
    },
    run,
    stop: () => void (stopped.current = true),
    isBusy,
    outcome,
    refusals,
    gone: [...refusals].flatMap(([id, refused]) => (items.some((item) => idOf(item) === id) ? [] : [refused])),
  };
}
