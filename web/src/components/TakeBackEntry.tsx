import type { Schemas } from "../api/client";
import { useTags } from "../api/directory";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import { State } from "./State";
import { TakeBack } from "./TakeBack";

type Entry = Schemas["Entry"];

const both = texts({ en: { gone: "Taken back" }, zh: { gone: "已撤销" } });

export const CREDITS = ["grant", "claim", "award"];

/** Of one of somebody's entries: that it was taken back, or the button for who may. Newer ones are listed before it. */
export function TakeBackEntry({ entry, employee, listed }: { entry: Entry; employee: string; listed: Entry[] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { of } = useTags();
  const { kind, subject, actor, on_behalf_of, recorded_at, occurred_at, points, tag } = entry;
  if (!CREDITS.includes(kind)) return null;
  if (listed.some((other) => other.kind === "reversal" && other.subject === subject)) return <State tone="over">{t.gone}</State>;
  const about = `${(tag && of(tag)?.name) ?? tag}, ${f.change(points)}, ${f.date(occurred_at)}`;
  return <TakeBack subject={subject} employee={employee} about={about} by={on_behalf_of ?? actor} at={recorded_at} />;
}
