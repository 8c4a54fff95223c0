/** How far the worker is. It stands below what is there to be looked at, which stays where it is. */
import { Progress } from "antd";

import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { word, words } from "./words";

const both = texts({
  en: {
    waiting: "Other files come first.",
    of: (done: string, of: string) => `${done} of ${of} rows`,
    soFar: (done: string) => `${done} rows`,
  },
  zh: {
    waiting: "正在排队，马上开始。",
    of: (done: string, of: string) => `${done} / ${of} 行`,
    soFar: (done: string) => `${done} 行`,
  },
});

export function Working({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const { stage, done, of } = one.progress;
  return (
    <section className="card working" aria-live="polite">
      <h2>{stage === null ? word(w.states, one.state) : word(w.stages, stage)}</h2>
      <Progress percent={of ? Math.floor((done / of) * 100) : 0} aria-label={word(w.states, one.state)} />
      <p className="quiet number">{stage === null ? t.waiting : of === null ? t.soFar(f.number(done)) : t.of(f.number(done), f.number(of))}</p>
    </section>
  );
}
