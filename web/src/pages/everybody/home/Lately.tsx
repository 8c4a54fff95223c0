import { Link } from "react-router";

import { useList } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { Points } from "../../../components/Points";
import { Said } from "../../../components/Said";
import { TagName } from "../../../components/TagName";
import { When } from "../../../components/When";
import { dayOf, useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { EntryTitle } from "../EntryTitle";

const both = texts({
  en: { lately: "Recent activity", nothing: "No points yet. They show up here as soon as somebody grants you some.", happened: (day: string) => `happened on ${day}`, all: "Full history" },
  zh: { lately: "最近动态", nothing: "还没有积分。有人授予您积分时，会立即显示在这里。", happened: (day: string) => `发生于 ${day}`, all: "全部明细" },
}); // prettier-ignore

const LATELY = 6;

/** What happened to my points last. */
export function Lately() {
  const t = useTexts(both);
  const f = useFormats();
  const { employee_no, time_zone } = useMe();
  const { items, isPending, error, retry } = useList("/v1/accounts/{employee_no}/entries", { path: { employee_no }, query: { limit: LATELY } });
  return (
    <section className="card">
      <h2>{t.lately}</h2>
      {isPending && <Loading lines={6} />}
      {error && <Failed error={error} onRetry={retry} />}
      {!isPending && !error && items.length === 0 && <p className="quiet">{t.nothing}</p>}
      <ul className="lately">
        {items.slice(0, LATELY).map((entry) => (
          <li key={entry.position}>
            <div className="row apart" style={{ flexWrap: "nowrap", alignItems: "baseline" }}>
              <strong>
                <EntryTitle entry={entry} />
              </strong>
              <Points points={entry.rank_only ?? entry.points} change />
            </div>
            {entry.reason && <Said>{entry.reason}</Said>}
            <p className="quiet">
              {entry.tag && (
                <>
                  <TagName code={entry.tag} /> ·{" "}
                </>
              )}
              <When at={entry.recorded_at} />
              {dayOf(entry.occurred_at, time_zone) !== dayOf(entry.recorded_at, time_zone) && ` · ${t.happened(f.date(entry.occurred_at))}`}
            </p>
          </li>
        ))}
      </ul>
      {items.length > 0 && <Link to="/history">{t.all}</Link>}
    </section>
  );
}
