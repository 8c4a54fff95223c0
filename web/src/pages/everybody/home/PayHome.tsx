import type { Schemas } from "../../../api/client";
import { exportKinds } from "../../../components/export-words";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { Line } from "./Line";

const both = texts({
  en: {
    title: "To be paid and taken over", waiting: (kind: string, n: number) => `${kind}: ${plural(n, "line")} in no export yet`, prepared: (kind: string, n: number) => `${kind}: export of ${plural(n, "line")}, to be taken over`,
    nothing: "Nothing is waiting to be paid or taken over.", last: (day: string) => `Last bonuses taken over on ${day}`, lastOf: (month: string, day: string) => `Last bonuses: with the wages of ${month}, taken over on ${day}`,
  },
  zh: {
    title: "待发放与待接收", waiting: (kind: string, n: number) => `${kind}：${n} 行尚未列入导出单`, prepared: (kind: string, n: number) => `${kind}：导出单共 ${n} 行，待薪酬接收`,
    nothing: "没有待发放或待接收的内容。", last: (day: string) => `上次奖金接收于 ${day}`, lastOf: (month: string, day: string) => `上次奖金：随 ${month}工资发放，接收于 ${day}`,
  },
}); // prettier-ignore

/** What is to be paid: hr sees what is in no export yet, payroll what is prepared. */
export function PayHome({ pay: { waiting, prepared, last } }: { pay: Schemas["PayHome"] }) {
  const t = useTexts(both);
  const kinds = useTexts(exportKinds);
  const f = useFormats();
  const amount = (total: string | null | undefined) => total && f.money(total);
  return (
    <section className="card">
      <h2>{t.title}</h2>
      {waiting.length === 0 && prepared.length === 0 && <p className="quiet">{t.nothing}</p>}
      {(waiting.length > 0 || prepared.length > 0 || last) && (
        <ul className="home-lines">
          {waiting.map(({ kind, lines, total }) => (
            <Line key={kind} to="/exports" beside={amount(total)}>
              {t.waiting(kinds[kind] ?? kind, lines)}
            </Line>
          ))}
          {prepared.map(({ id, kind, count, total, prepared_at }) => (
            <Line key={id} to={`/exports/${id}`} more={f.time(prepared_at)} beside={amount(total)}>
              {t.prepared(kinds[kind] ?? kind, count)}
            </Line>
          ))}
          {last && (
            <Line to={`/exports/${last.id}`}>
              <span className="quiet">{last.month ? t.lastOf(f.month(last.month), f.date(last.at)) : t.last(f.date(last.at))}</span>
            </Line>
          )}
        </ul>
      )}
    </section>
  );
}
