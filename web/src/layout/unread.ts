/** Which notifications somebody has not read yet, on none of their devices. */
import { useCallback } from "react";

import { useNotifications } from "../api/notifications";
import { useKeepPreferences } from "../session/preferences";
import { useMe } from "../session/session";

export function useUnread(): number {
  const { read_up_to } = useMe().preferences;
  const { items } = useNotifications();
  return items.filter(({ position }) => position > read_up_to).length;
}

/** All up to `position` were read. */
export function useMarkSeen(): (position: number) => void {
  const { read_up_to } = useMe().preferences;
  const keep = useKeepPreferences();
  return useCallback((position) => void (position > read_up_to && keep({ read_up_to: position })), [read_up_to, keep]);
}
