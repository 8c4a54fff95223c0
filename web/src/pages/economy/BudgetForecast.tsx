import { useEffect, useRef, useState } from "react";

import { useGet } from "../../api/queries";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { left: (n: string) => `${n} left at month end`, out: (day: string) => `Runs out on ${day}`, next: (n: string) => `Next month: ${n}` },
  zh: { left: (n: string) => `月底剩 ${n}`, out: (day: string) => `${day} 用完`, next: (n: string) => `下月约需 ${n}` },
});

/** What will be left at the month's end, and what the next month needs. Asked once the row is in sight. */
export function BudgetForecast({ owner, month }: { owner: string; month: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true));
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const { data } = useGet("/v1/budgets/{owner}/{month}/forecast", { path: { owner, month } }, { enabled: seen });
  return (
    <div ref={place} style={{ minHeight: "2lh" }}>
      {data && (
        <>
          <div className={data.runs_out_on ? "down" : undefined}>{data.runs_out_on ? t.out(f.date(data.runs_out_on)) : t.left(f.points(data.left_at_end))}</div>
          <div className="quiet">{t.next(f.points(data.needed_next))}</div>
        </>
      )}
    </div>
  );
}
