import { whomFor } from "./client";

/** What is asked of a file; of several values each stands by itself. */
export type Asked = Record<string, string | number | null | undefined | string[]>;

/** The address of a file that the service makes: a plain link, since the browser sends the session along, which says for whom. */
export function fileUrl(path: string, query: Asked = {}): string {
  const each = Object.entries({ ...query, signed_in_as: whomFor() }).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  const given = each.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search ? `${path}?${search}` : path;
}
