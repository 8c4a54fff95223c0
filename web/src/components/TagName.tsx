import { useTags } from "../api/directory";

/** A value tag by its code: its name. */
export function TagName({ code }: { code: string }) {
  const { of } = useTags();
  return <span title={code}>{of(code)?.name ?? code}</span>;
}
