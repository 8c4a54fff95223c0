/** Which notifications this browser has not shown yet: the last position that was seen is kept per person. */
import { useSyncExternalStore } from "react";

import { useNotifications } from "../api/notifications";
import { useMe } from "../session/session";

const changed = new EventTarget();

const keyOf = (organisation: string, no: string): string => `ledger.seen.${organisation}.${no}`;

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  addEventListener("storage", listener);
  return () => {
    changed.removeEventListener("change", listener);
    removeEventListener("storage", listener);
  };
}

export function useUnread(): number {
  const { organisation, employee_no } = useMe();
  const seen = useSyncExternalStore(subscribe, () => Number(localStorage.getItem(keyOf(organisation, employee_no)) ?? 0));
  const { items } = useNotifications();
  return items.filter(({ position }) => position > seen).length;
}

/** All up to `position` were seen. */
export function useMarkSeen(): (position: number) => void {
  const { organisation, employee_no } = useMe();
  return (position) => {
    const key = keyOf(organisation, employee_no);
    if (position <= Number(localStorage.getItem(key) ?? 0)) return;
    localStorage.setItem(key, String(position));
    changed.dispatchEvent(new Event("change"));
  };
}
