/** What the windows of one browser tell each other, since they have one session together: who is signed in by now. */
import type { Person } from "../device";

/** Null: nobody any more. */
export type InBrowser = (Person & { name: string | null }) | null;

const channel = new BroadcastChannel("ledger.signed-in");

export const tellWindows = (who: InBrowser): void =>
  channel.postMessage(who && { organisation: who.organisation, employee_no: who.employee_no, name: who.name });

/** Hear what other windows tell. */
export function hearWindows(listener: (who: InBrowser) => void): () => void {
  const hear = ({ data }: MessageEvent<InBrowser>) => listener(data);
  channel.addEventListener("message", hear);
  return () => channel.removeEventListener("message", hear);
}
