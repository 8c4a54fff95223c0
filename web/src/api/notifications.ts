/** What happened to me, the newest first. */
import { useList } from "./queries";
import type { Notification } from "./stream";

/** Of an approved claim the ledger tells the decision and the credit; for who reads it they are one thing. */
export const isToldAlready = ({ kind, data }: Pick<Notification, "kind" | "data">): boolean => kind === "credited" && data.by === "claim";

export function useNotifications() {
  const list = useList("/v1/notifications", { query: { limit: 50 } });
  return { ...list, items: list.items.filter((item) => !isToldAlready(item)), newest: list.items[0]?.position ?? 0 };
}
