/** The budgets of a month as rows: who had one this month or the month before, and whoever leads somebody. */
import { useMemo } from "react";

import { useDepartments, usePeople } from "../../api/directory";
import { useGet } from "../../api/queries";

export const ORGANISATION = "organisation";

export interface BudgetRow {
  owner: string;
  points: number;
  spent: number;
  lapsed: number;
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
      const { points, spent, lapsed, left } = now.get(owner) ?? { points: 0, spent: 0, lapsed: 0, left: 0 };
      return { owner, points, spent, lapsed, left, last: last.get(owner) ?? null };
    });
  }, [data, before, people, departments, month]);
  return { items, error, isPending, retry: () => void refetch(), whole: data?.next_cursor == null };
}
