import type { Schemas } from "../../api/client";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { plural, texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: {
    title: "Distribution of points", mean: "Mean", median: "Median", high: "Points of the top fifth", people: (n: number) => plural(n, "person", "people"),
    none: "None", band: (from: string, to: string) => `${from}–${to} points`,
  },
  zh: {
    title: "积分分布", mean: "平均", median: "中位数", high: "突出成员积分与占比", people: (n: number) => `${n} 人`,
    none: "无积分", band: (from: string, to: string) => `${from}–${to} 分`,
  },
}); // prettier-ignore

/** How many people have how many points. */
export function Spread({ spread }: { spread: Schemas["Distribution"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { bands, mean, median, high_points, points } = spread;
  const most = Math.max(1, ...bands.map(({ people }) => people));
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="spread">
        {bands.map(({ at_least, at_most, people }) => (
          <li key={at_most}>
            <span className="quiet">{at_least === null ? t.none : t.band(f.points(at_least), f.points(at_most))}</span>
            <span className="team-bar" aria-hidden="true">
              <span style={{ width: `${(people / most) * 100}%` }} />
            </span>
            <span className="number">{t.people(people)}</span>
          </li>
        ))}
      </ul>
      <dl className="manager-facts apart">
        <div>
          <dt>{t.mean}</dt>
          <dd>{f.number(mean)}</dd>
        </div>
        <div>
          <dt>{t.median}</dt>
          <dd>{f.number(median)}</dd>
        </div>
        {points > 0 && (
          <div>
            <dt>{t.high}</dt>
            <dd>
              <Points points={high_points} /> · {f.percent(high_points / points)}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
