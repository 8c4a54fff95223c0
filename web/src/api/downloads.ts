/** The address of a file that the service makes: a plain link, since the browser sends the session along, which says for whom. */
import { whomFor } from "./client";

export function fileUrl(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const given = Object.entries({ ...query, signed_in_as: whomFor() }).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search ? `${path}?${search}` : path;
}
