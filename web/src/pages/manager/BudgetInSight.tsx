import { told } from "../../api/problem";
import { useGet } from "../../api/queries";
import { type GrantTrial, useGrantTrial } from "../../api/trial";
import { Points } from "../../components/Points";
import { today, useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { said, useSaid } from "../../problems";
import { principalOf } from "./grantable";
import { ORGANISATION, OWN, type Purse } from "./granted";

const both = texts({
  en: {
    left: "Left this month", after: "after this grant", none: "No budget has been set for this month. Ask HR for one.",
    cut: (points: string) => `The tag’s cap for this month leaves ${points} of them.`, theirs: "It comes from their budget, which only they can see.",
    forecast: (points: string) => `At this pace, ${points} left at month end`, runsOut: (day: string) => `At this pace, it will be used up on ${day}`,
  },
  zh: {
    left: "本月剩余", after: "授予后", none: "本月尚未设定预算，请联系 HR。",
    cut: (points: string) => `该标签本月上限可计入 ${points} 分。`, theirs: "将使用对方的预算，余额仅其本人可见。",
    forecast: (points: string) => `按当前节奏，月底将剩余 ${points} 分`, runsOut: (day: string) => `按当前节奏，预算将在 ${day} 用完`,
  },
}); // prettier-ignore

/** What is left of the month's budget, and after this grant. */
interface Props {
  purse: Purse;
  /** Points from the same budget that are being recorded. */
  pending: number;
  employee: string | null;
  tag: string | null;
  points: number;
}

export function BudgetInSight({ purse, pending, employee, tag, points }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const owner = purse === OWN ? me.employee_no : purse;
  const month = today(me.time_zone).slice(0, 7);
  const mine = purse === OWN || purse === ORGANISATION || holds(me, ["hr"]);
  const { data } = useGet("/v1/budgets/{owner}/{month}", { path: { owner, month } }, { enabled: mine });
  const forecast = useGet("/v1/budgets/{owner}/{month}/forecast", { path: { owner, month } }, { enabled: mine }).data;
  const chosen = employee !== null && tag !== null ? { employee, tag, points, instant: purse === ORGANISATION } : null;
  const { data: asked } = useGrantTrial(chosen, principalOf(purse));
  const trial = chosen === null ? undefined : asked;
  const cut = trial && <Refused trial={trial} points={points} />;
  if (!mine) {
    return (
      <div className="budget-in-sight" aria-live="polite">
        <p className="quiet">{t.theirs}</p>
        {cut}
      </div>
    );
  }
  if (data === undefined) return <p aria-busy="true">&nbsp;</p>;
  const left = data.left - pending;
  const after = trial && trial.left_after !== null && !trial.problem ? trial.left_after - pending : null;
  return (
    <div className="budget-in-sight" aria-live="polite">
      <p>
        {t.left}{" "}
        <strong data-testid="left">
          <Points points={left} />
        </strong>
        {after !== null && (
          <>
            {" → "}
            <strong>
              <Points points={after} />
            </strong>{" "}
            <span className="quiet">{t.after}</span>
          </>
        )}
      </p>
      {data.points === 0 && <p className="quiet">{t.none}</p>}
      {cut}
      {!trial?.problem && forecast && forecast.points > 0 && (
        <p className="quiet budget-forecast">
          {forecast.runs_out_on ? t.runsOut(f.date(forecast.runs_out_on)) : t.forecast(f.points(forecast.left_at_end))}
        </p>
      )}
    </div>
  );
}

/** Why it would be refused, or what a cap leaves of it. */
function Refused({ trial, points }: { trial: GrantTrial; points: number }) {
  const t = useTexts(both);
  const f = useFormats();
  const language = useSaid();
  if (trial.problem) {
    const { title, advice } = said(told(trial.problem), language);
    return (
      <p className="down">
        {title}. {advice}
      </p>
    );
  }
  return trial.would_credit < points ? <p>{t.cut(f.points(trial.would_credit))}</p> : null;
}
