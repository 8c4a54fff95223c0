/**
 * What somebody decided and may still undo: for some seconds nothing of it is sent. It stands above the pages, so going
 * from one to another keeps it, and it is one person's: who comes after them finds none of it.
 */
import { useSyncExternalStore } from "react";

import { after } from "../moments";
import { type CommandPath, newKey, sent, sentAgain } from "./commands";
import { Problem } from "./problem";

const UNDO_MS = 8_000;

export interface Command {
  path: CommandPath<"post">;
  at: Record<string, string>;
  body?: object;
  onBehalfOf: string | null;
}

export interface One {
  /** Which of all that waits it decides. */
  key: string;
  /** What was done, in words. */
  said: string;
  /** Whether it is one of those that the service says wait for the person. */
  counts: boolean;
  command: Command;
}

/** What one gesture decided: one thing, or several for one reason. */
export interface Decided {
  id: string;
  said: string;
  ones: readonly One[];
  /** Called when all of it was taken. */
  onTaken?: (() => void) | undefined;
}

export interface Refused {
  key: string;
  said: string;
  problem: Problem;
}

interface Away {
  counts: boolean;
  /** What was read later than this tells of it. */
  answered: number;
}

export interface Held {
  decided: readonly Decided[];
  /** Decided here, and not yet gone from what the service tells. */
  away: ReadonlyMap<string, Away>;
  refused: readonly Refused[];
  /** What came back last, undone or refused. */
  back: { key: string } | null;
}

const NOTHING: Held = { decided: [], away: new Map(), refused: [], back: null };

let held = NOTHING;
let whose = "";
let follow: () => Promise<void> = () => Promise.resolve();
const changed = new EventTarget();
const timers = new Map<string, () => void>();
/** Sent and not answered, by the key that makes it count once however often it is sent. */
const underWay = new Map<string, One>();
const flying = new Set<Promise<unknown>>();

function set(change: Partial<Held>): void {
  held = { ...held, ...change };
  changed.dispatchEvent(new Event("change"));
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

export const useHeld = (): Held => useSyncExternalStore(subscribe, () => held);

/** How many of those that waited when they were counted were decided here since. */
export const fewerSince = ({ away }: Held, counted: number): number => [...away.values()].filter(({ counts, answered }) => counts && answered > counted).length;

const keysOf = (ones: readonly One[]): string[] => ones.map(({ key }) => key);
const without = (keys: readonly string[]): Held["away"] => new Map([...held.away].filter(([key]) => !keys.includes(key)));
const withThem = (ones: readonly One[], answered: number): Held["away"] => new Map([...held.away, ...ones.map(({ key, counts }) => [key, { counts, answered }] as const)]);

/** What is decided already is not decided again. */
export function hold(said: string, asked: readonly One[], onTaken?: () => void): void {
  const ones = asked.filter(({ key }) => !held.away.has(key));
  if (ones.length === 0) return;
  const id = newKey();
  const keys = keysOf(ones);
  set({
    decided: [...held.decided, { id, said, ones, onTaken }],
    away: withThem(ones, Infinity),
    refused: held.refused.filter(({ key }) => !keys.includes(key)),
  });
  timers.set(id, after(UNDO_MS, () => void send(id)));
}

/** Nothing of it was sent. */
export function undo(id: string): void {
  const decided = taken(id);
  const first = decided?.ones[0];
  if (decided && first) set({ away: without(keysOf(decided.ones)), back: { key: first.key } });
}

/** A refusal was read. */
export const dismiss = (key: string): void => set({ refused: held.refused.filter((one) => one.key !== key) });

/** All that is held is sent now; done when it was answered. */
export async function sendHeld(): Promise<void> {
  held.decided.forEach(({ id }) => void send(id));
  await Promise.all(flying);
}

/** It is somebody else's page now: what was held is neither sent nor shown. */
export function dropHeld(): void {
  timers.forEach((stop) => stop());
  timers.clear();
  set(NOTHING);
}

/** Whose page it is, and how what is shown follows what was sent. */
export function holdFor(person: string, following: () => Promise<void>): void {
  if (person !== whose) dropHeld();
  whose = person;
  follow = following;
}

/** The page goes: what was meant is sent while it may still be. */
function leave(): void {
  underWay.forEach((one, key) => void sent("post", one.command.path, asked(one), key, true).catch(() => undefined));
  held.decided.forEach(({ id }) => void send(id, true));
}
addEventListener("pagehide", leave);

function taken(id: string): Decided | undefined {
  timers.get(id)?.();
  timers.delete(id);
  const found = held.decided.find((one) => one.id === id);
  if (found) set({ decided: held.decided.filter((one) => one !== found) });
  return found;
}

async function send(id: string, leaving = false): Promise<void> {
  const decided = taken(id);
  if (decided === undefined) return;
  const answers = Promise.all(decided.ones.map((one) => sendOne(one, leaving)));
  flying.add(answers);
  const well = (await answers).every(Boolean);
  flying.delete(answers);
  if (well) decided.onTaken?.();
  set({ away: withThem(decided.ones.filter(({ key }) => held.away.has(key)), Date.now()) });
  await follow();
  set({ away: without(keysOf(decided.ones)) });
}

/** Whether it was taken; a refusal puts it back where it was. */
async function sendOne(one: One, leaving: boolean): Promise<boolean> {
  const by = whose;
  const key = newKey();
  underWay.set(key, one);
  try {
    await sentAgain(one.command.path, asked(one), key, leaving);
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (by === whose) set({ away: without([one.key]), refused: [...held.refused, { key: one.key, said: one.said, problem }], back: { key: one.key } });
    return false;
  } finally {
    underWay.delete(key);
  }
}

const asked = ({ command: { body, at, onBehalfOf } }: One) => ({ body, path: at, onBehalfOf });
