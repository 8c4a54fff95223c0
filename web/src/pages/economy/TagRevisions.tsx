import type { Tag } from "../../api/directory";
import { State } from "../../components/State";
import { When } from "../../components/When";
import { holds, useMe } from "../../session/session";
import { Announced } from "./Announced";
import { texts, useTexts } from "../../texts";
import { useRevisionChanges } from "./revision-changes";

const both = texts({
  en: {
    title: "Revisions",
    number: (n: number) => `Revision ${n}`,
    first: "Original",
    from: "Effective from",
    now: "Current",
    later: "Announced",
    withdrawn: "Withdrawn",
    changed: "Changed:",
    same: "No changes.",
  },
  zh: {
    title: "版本",
    number: (n: number) => `第 ${n} 版`,
    first: "最初版本",
    from: "生效",
    now: "现行",
    later: "待生效",
    withdrawn: "已撤回",
    changed: "变更内容：",
    same: "内容没有变化。",
  },
});

/** All revisions, the newest first, with what changed between them. */
export function TagRevisions({ tag }: { tag: Tag }) {
  const t = useTexts(both);
  const changesOf = useRevisionChanges();
  const hr = holds(useMe(), ["hr"]);
  const { revisions } = tag;
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ol className="revisions">
        {revisions.toReversed().map(({ number, effective_from, state, terms }) => {
          // What was withdrawn never held: the next one changed what stood before it.
          const before = revisions.findLast((one) => one.number < number && one.state !== "withdrawn");
          const changes = before === undefined ? [] : changesOf(before.terms, terms);
          return (
            <li key={number}>
              <div className="row apart">
                <h3>{t.number(number)}</h3>
                {state === "in_force" && tag.state === "active" && <State tone="good">{t.now}</State>}
                {state === "announced" && <State tone="waiting">{t.later}</State>}
                {state === "withdrawn" && <State tone="over">{t.withdrawn}</State>}
              </div>
              <p className="quiet">
                {effective_from === null ? (
                  t.first
                ) : (
                  <>
                    {t.from} <When at={effective_from} />
                  </>
                )}
              </p>
              {changes.length > 0 && (
                <ul aria-label={t.changed}>
                  {changes.map(({ what, before: was, after }) => (
                    <li key={what} className="said">
                      {what}: <del>{was}</del> → <ins>{after}</ins>
                    </li>
                  ))}
                </ul>
              )}
              {state === "announced" && hr && <Announced code={tag.code} number={number} />}
              {before !== undefined && changes.length === 0 && <p className="quiet">{t.same}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
