import type { Schemas } from "../../../api/client";
import type { Person } from "../../../api/directory";

/** A department in its place: how deep, how many people in it, and in it and below. */
export type Placed = Schemas["DepartmentView"] & { depth: number; own: number; all: number };

/** Each department under the one above it, with how many people are in it, and in it and below. */
export function treeOf(departments: Schemas["DepartmentView"][], people: Person[]): Placed[] {
  const known = new Set(departments.map(({ code }) => code));
  const below = grouped(departments, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  const inside = grouped(people, ({ department }) => department);
  const placed: Placed[] = [];
  const place = (parent: string | null, depth: number): number => {
    let sum = 0;
    for (const department of below.get(parent) ?? []) {
      const own = inside.get(department.code)?.length ?? 0;
      const item: Placed = { ...department, depth, own, all: own };
      placed.push(item);
      item.all += place(department.code, depth + 1);
      sum += item.all;
    }
    return sum;
  };
  place(null, 0);
  return placed;
}

function grouped<I>(items: I[], by: (item: I) => string | null): Map<string | null, I[]> {
  const groups = new Map<string | null, I[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
