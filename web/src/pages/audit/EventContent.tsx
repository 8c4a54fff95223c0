import type { Schemas } from "../../api/client";
import { texts, useTexts } from "../../texts";
import "./audit.css";

const both = texts({ en: { show: "Show", erased: "no longer readable" }, zh: { show: "查看", erased: "已不可读" } });

type Content = Schemas["EventView"]["data"];

/** What an event holds, field by field, as it is stored; sealed texts are opened for who may read them. */
export function EventContent({ event, folded = false }: { event: Pick<Schemas["EventView"], "data">; folded?: boolean }) {
  const t = useTexts(both);
  const fields = flat(event.data);
  const list = (
    <dl className="event-content">
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="said">{value === null ? <em>{t.erased}</em> : value}</dd>
        </div>
      ))}
    </dl>
  );
  if (!folded) return list;
  return (
    <details>
      <summary>{t.show}</summary>
      {list}
    </details>
  );
}

/** {a: {b: 1}} → [["a.b", "1"]]. */
function flat(content: Content, prefix = ""): [string, string | null][] {
  return Object.entries(content).flatMap(([name, value]): [string, string | null][] => {
    if (typeof value === "object" && value !== null) return flat(value as Content, `${prefix}${name}.`);
    return [[prefix + name, value === null ? null : String(value)]];
  });
}
