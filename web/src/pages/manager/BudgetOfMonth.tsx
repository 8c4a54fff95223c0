import { Progress } from "antd";

import { useGet, useList } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: {
    title: (month: string) => `My budget for ${month}`, left: "Left", spent: "Granted", whole: "Budget", share: "Granted of the budget",
    end: "Forecast left at month end", out: "Forecast used up on", next: "Needed next month", history: "Set by", past: "Granted for earlier months",
    none: "No budget has been set for this month. Ask HR for one.",
  },
  zh: {
    title: (month: string) => `${month}我的预算`, left: "剩余", spent: "已授予", whole: "预算", share: "已授予占预算比例",
    end: "预计月底剩余", out: "预计用完日期", next: "下月预计需要", history: "设定记录", past: "往月已授予",
    none: "本月尚未设定预算，请联系 HR。",
  },
}); // prettier-ignore

/** What I may still grant in a month, where it goes at this pace, and who set it. */
export function BudgetOfMonth({ month }: { month: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const { employee_no: owner } = useMe();
  const path = { owner, month };
  const { data, error, refetch } = useGet("/v1/budgets/{owner}/{month}", { path });
  const forecast = useGet("/v1/budgets/{owner}/{month}/forecast", { path }).data;
  const settings = useList("/v1/budgets/{owner}/{month}/history", { path, query: { limit: 5 } });
  return (
    <section className="card budget-of-month">
      <h2>{t.title(f.month(month))}</h2>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && data.points === 0 && <p className="quiet">{t.none}</p>}
      {data && data.points > 0 && (
        <>
          <Progress percent={Math.round((data.spent / data.points) * 100)} status="normal" strokeColor="var(--brand)" aria-label={t.share} />
          <dl className="manager-facts apart">
            <Fact name={t.left} points={data.left} strong />
            <Fact name={t.spent} points={data.spent} />
            <Fact name={t.whole} points={data.points} />
            {forecast && !forecast.runs_out_on && <Fact name={t.end} points={forecast.left_at_end} />}
            {forecast?.runs_out_on && (
              <div>
                <dt>{t.out}</dt>
                <dd>
                  <When at={forecast.runs_out_on} />
                </dd>
              </div>
            )}
            {forecast && <Fact name={t.next} points={forecast.needed_next} />}
          </dl>
          {forecast && forecast.past.length > 0 && (
            <>
              <h3>{t.past}</h3>
              <dl className="manager-facts apart">
                {forecast.past.map((one) => (
                  <Fact key={one.month} name={f.month(one.month)} points={one.spent} />
                ))}
              </dl>
            </>
          )}
          <h3>{t.history}</h3>
          <ul className="not-thanked">
            {settings.items.map(({ position, actor, points, change, recorded_at }) => (
              <li key={position} className="row apart">
                <span>
                  <PersonName no={actor} />{" "}
                  <span className="quiet">
                    <When at={recorded_at} />
                  </span>
                </span>
                <span>
                  <Points points={change} change /> → <Points points={points} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Fact({ name, points, strong = false }: { name: string; points: number; strong?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{strong ? <strong><Points points={points} /></strong> : <Points points={points} />}</dd>
    </div>
  ); // prettier-ignore
}
