/** The budgets of a month as rows: who had one this month or the month before, and whoever leads somebody. */
import { useMemo } from "react";

import { useDepartments, usePeople } from "../../api/directory";
import { useGet } from "../../api/queries";

export const ORGANISATION = "organisation";

export interface BudgetRow {
  owner: string;
  points: number;
  spent: number;
  left: number;
  /** Of the month before; null: there was none. */
  last: number | null;
}

/** The month that is `by` after another: YYYY-MM. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

const MOST = 1000;

export function useBudgetRows(month: string) {
  const { data, error, isPending, refetch } = useGet("/v1/budgets", { query: { month, limit: MOST } });
  const before = useGet("/v1/budgets", { query: { month: monthAfter(month, -1), limit: MOST } }).data;
  const { people } = usePeople();
  const { departments } = useDepartments();
  const items = useMemo((): BudgetRow[] => {
    const now = new Map((data?.items ?? []).map((budget) => [budget.owner, budget]));
    const last = new Map((before?.items ?? []).map(({ owner, points }) => [owner, points]));
    const gone = new Set(people.filter(({ left_on }) => left_on && left_on < month).map(({ employee_no }) => employee_no));
    const leading = [...departments.map(({ head }) => head), ...people.map(({ manager }) => manager)];
    const owners = new Set([...now.keys(), ...last.keys(), ...leading.filter((no) => typeof no === "string")]);
    owners.delete(ORGANISATION);
    const ordered = [...owners].filter((no) => now.has(no) || !gone.has(no)).sort();
    return [ORGANISATION, ...ordered].map((owner) => {
      const { points, spent, left } = now.get(owner) ?? { points: 0, spent: 0, left: 0 };
      return { owner, points, spent, left, last: last.get(owner) ?? null };
    });
  }, [data, before, people, departments, month]);
  return { items, error, isPending, retry: () => void refetch(), whole: data?.next_cursor == null };
}

const WHOLE = /^\d{1,10}$/;

/** What is typed, as points; null: it is no number of points. */
export function pointsOf(typed: string): number | null {
  const plain = typed.replace(/[\s,，]/g, "");
  return WHOLE.test(plain) && Number(plain) <= 1e9 ? Number(plain) : null;
}

/** A pasted column, from a row on downwards; or two columns, of which the first says whose it is. */
export function pasted(text: string, owners: string[], from: number): Record<string, string> {
  const lines = text.replace(/\r/g, "").split("\n").filter((line) => line.trim() !== "").map((line) => line.split("\t").map((cell) => cell.trim()));
  const named = lines.filter(([owner = "", points = ""]) => owners.includes(owner) && points !== "");
  if (named.length > 0) return Object.fromEntries(named.map(([owner, points]) => [owner, points]));
  const below = lines.slice(0, owners.length - from);
  return Object.fromEntries(below.map(([points], index) => [owners[from + index], points]));
}
