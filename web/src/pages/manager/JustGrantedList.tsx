import { Button } from "antd";
import { useState } from "react";

import { useWide } from "../../theme";
import { plural, texts, useTexts } from "../../texts";
import { JustGrantedRow } from "./JustGrantedRow";
import type { GrantedList, Typed } from "./granted";

const both = texts({
  en: { title: "Just granted", none: "What you grant shows here at once, and can be undone for 24 hours.", all: (n: number) => `Show all ${plural(n, "grant")}` },
  zh: { title: "刚刚授予", none: "授予后会立即显示在这里，24 小时内可以撤销。", all: (n: number) => `显示全部 ${n} 条` },
}); // prettier-ignore

/** On a phone the form comes soon: the last one, and what needs an answer. */
const ON_PHONE = 1;

export function JustGrantedList({ granted, onEdit }: { granted: GrantedList; onEdit: (typed: Typed) => void }) {
  const t = useTexts(both);
  const wide = useWide(1000);
  const [all, setAll] = useState(false);
  const { items, change, drop } = granted;
  if (items.length === 0 && !wide) return null;
  const shown = wide || all ? items : items.filter(({ state }, place) => place < ON_PHONE || state === "refused" || state === "sending");
  return (
    <section className="card just-granted">
      <h2>{t.title}</h2>
      {items.length === 0 && <p className="quiet">{t.none}</p>}
      <ul aria-live="polite">
        {shown.map((one) => (
          <JustGrantedRow
            key={one.key}
            granted={one}
            onChange={(changed) => change(one.key, changed)}
            onEdit={() => {
              onEdit({ employee: one.employee, tag: one.tag, points: one.points, reason: one.reason, purse: one.purse });
              drop(one.key);
            }}
            onDrop={() => drop(one.key)}
          />
        ))}
      </ul>
      {shown.length < items.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {t.all(items.length)}
        </Button>
      )}
    </section>
  );
}
