/** Filters live in the address: a reload, the back button and a link sent to somebody show the same. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

export function useFilters<K extends string>(names: readonly K[]): [Record<K, string>, (changed: Partial<Record<K, string | null | undefined>>) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ""])) as Record<K, string>;
  const change = useCallback(
    (changed: Partial<Record<K, string | null | undefined>>) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | null | undefined>(changed as Record<string, string | null | undefined>)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  return [filters, change];
}

export interface Sorting {
  /** As the service takes it: points, or -points from the highest on. */
  by: string | undefined;
  change: (by: string | undefined) => void;
}

/** By what a list is sorted, which is a filter like others; what the address has from elsewhere is left alone. */
export function useSort<K extends string>(keys: readonly K[]): Omit<Sorting, "by"> & { by: K | `-${K}` | undefined } {
  const [{ sort }, change] = useFilters(["sort"] as const);
  const isKnown = (text: string): text is K | `-${K}` => (keys as readonly string[]).includes(text.replace(/^-/, ""));
  return { by: isKnown(sort) ? sort : undefined, change: (by) => change({ sort: by }) };
}
