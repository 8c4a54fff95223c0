/** Somebody's record as it is typed, and as it is sent. */
import type { Schemas } from "../../../api/client";
import type { Person } from "../../../api/directory";

export const RECORD = [
  "name", "department", "manager", "job", "legal_entity", "cost_centre", "hired_on", "left_on", "pay_standard", "performance_share",
] as const; // prettier-ignore

export type RecordTyped = Partial<Record<(typeof RECORD)[number], string>>;

/** An emptied field clears what is on record. */
const sent = (value: string | null | undefined): string | null => value?.trim() || null;

export const recordOf = (person: Person): RecordTyped =>
  Object.fromEntries(RECORD.flatMap((name) => (person[name] ? [[name, person[name]]] : []))) as RecordTyped;

export type Standing = Schemas["StandingView"];

/** The record with what holds on a day; before the first, what it began with. */
export function asOf(person: Person, standings: Standing[], day: string): Person {
  const standing = standings.findLast(({ from }) => from <= day) ?? standings[0];
  return standing === undefined ? person : { ...person, ...standing };
}

/** What was filled in. */
export const filled = (typed: RecordTyped): RecordTyped =>
  Object.fromEntries(RECORD.flatMap((name) => (sent(typed[name]) === null ? [] : [[name, sent(typed[name])]]))) as RecordTyped;

/** Only what differs is sent: what somebody else changed meanwhile stays. */
export const changes = (person: Person, typed: RecordTyped): Partial<Record<(typeof RECORD)[number], string | null>> =>
  Object.fromEntries(RECORD.flatMap((name) => (sent(typed[name]) === sent(person[name]) ? [] : [[name, sent(typed[name])]])));
