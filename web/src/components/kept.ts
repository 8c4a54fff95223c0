/** What a person's browser keeps for them: over a reload in `sessionStorage`, over weeks in `localStorage`. */
import { useCallback, useState } from "react";

import { ofPerson } from "../device";
import { useMe } from "../session/session";

export function useKept<T>(name: string, first: T, where: Storage = localStorage): [T, (change: (was: T) => T) => void] {
  const key = ofPerson(useMe(), name);
  const [kept, setKept] = useState<T>(() => read(where, key) ?? first);
  const change = useCallback(
    (changed: (was: T) => T) =>
      setKept((was) => {
        const is = changed(was);
        where.setItem(key, JSON.stringify(is));
        return is;
      }),
    [where, key],
  );
  return [kept, change];
}

function read<T>(where: Storage, key: string): T | undefined {
  try {
    return JSON.parse(where.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
