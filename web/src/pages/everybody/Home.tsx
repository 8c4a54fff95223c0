/** What somebody comes for first: their balance, what ends soon, what happened lately, where they stand. */
import { Link } from "react-router";

import { useGet, useList } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { dayOf, useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { EntryTitle } from "./EntryTitle";
import { FirstVisit } from "./FirstVisit";
import { Places } from "./Places";
import { QuickLinks } from "./QuickLinks";
import "./home.css";

const both = texts({
  en: {
    hello: (name: string) => `Hello, ${name}`,
    balance: "My points",
    held: (n: string) => `${n} held for redemptions`,
    ends: "Next to expire",
    none: "You have no points that expire.",
    lately: "Recent activity",
    nothing: "No points yet. They show up here as soon as somebody grants you some.",
    happened: (day: string) => `happened on ${day}`,
    all: "Full history",
    board: "Leaderboard this month",
    whole: "Full leaderboard",
  },
  zh: {
    hello: (name: string) => `您好，${name}`,
    balance: "我的积分",
    held: (n: string) => `另有 ${n} 分因兑换冻结`,
    ends: "最近到期",
    none: "没有会到期的积分。",
    lately: "最近动态",
    nothing: "还没有积分。有人授予您积分时，会立即显示在这里。",
    happened: (day: string) => `发生于 ${day}`,
    all: "全部明细",
    board: "本月排行",
    whole: "完整排行榜",
  },
});

const LATELY = 6;
const ENDING = 3;

export default function Home() {
  const t = useTexts(both);
  const me = useMe();
  const mine = holds(me, ["employee"]);
  return (
    <Titled title={t.hello(me.name ?? me.employee_no)}>
      <div className="stack">
        <FirstVisit />
        {mine && <Balance />}
        <QuickLinks />
        <div className="columns">
          {mine && <Lately />}
          <section className="card">
            <h2>{t.board}</h2>
            <Places scope="organisation" limit={5} />
            <Link to="/leaderboard">{t.whole}</Link>
          </section>
        </div>
      </div>
    </Titled>
  );
}

function Balance() {
  const t = useTexts(both);
  const f = useFormats();
  const { employee_no } = useMe();
  const { data, error, refetch } = useGet("/v1/accounts/{employee_no}", { path: { employee_no } });
  return (
    <section className="card balance">
      {data && (
        <>
          <div>
            <h2>{t.balance}</h2>
            <p className="balance-points number" data-testid="balance" aria-live="polite">
              {f.points(data.balance)}
            </p>
            {data.held > 0 && <p>{t.held(f.points(data.held))}</p>}
          </div>
          <div>
            <h2>{t.ends}</h2>
            {data.expiring.length === 0 && <p>{t.none}</p>}
            <ul>
              {data.expiring.slice(0, ENDING).map(({ on, points }) => (
                <li key={on} className="row apart">
                  <When at={on} />
                  <Points points={points} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
    </section>
  );
}

function Lately() {
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
            <div className="row apart">
              <strong>
                <EntryTitle entry={entry} />
              </strong>
              <Points points={entry.points} change />
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
