import type { Schemas } from "../api/client";
import { useTags } from "../api/directory";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import { State } from "./State";
import { TakeBack } from "./TakeBack";

type Entry = Schemas["Entry"];

const both = texts({ en: { gone: "Taken back" }, zh: { gone: "已撤销" } });

export const CREDITS = ["grant", "claim", "award"];

/** Of one of somebody's entries: that it was taken back, or the button for who may. */
export function TakeBackEntry({ entry }: { entry: Entry }) {
  const t = useTexts(both);
  const f = useFormats();
  const { of } = useTags();
  const { subject, occurred_at, points, tag, taken_back, may_take_back } = entry;
  if (taken_back) return <State tone="over">{t.gone}</State>;
  const about = `${(tag && of(tag)?.name) ?? tag}, ${f.change(points)}, ${f.date(occurred_at)}`;
  return <TakeBack subject={subject} about={about} may={may_take_back} />;
}
