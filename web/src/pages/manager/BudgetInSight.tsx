import { useGet } from "../../api/queries";
import { Points } from "../../components/Points";
import { today, useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { ORGANISATION, OWN, type Purse } from "./granted";

const both = texts({
  en: {
    left: "Left this month", after: "after this grant", none: "No budget has been set for this month. Ask HR for one.",
    theirs: "It comes from their budget, which only they can see.", recording: (points: string) => `Recording ${points}…`,
    forecast: (points: string) => `At this pace, ${points} left at month end`, runsOut: (day: string) => `At this pace, it will be used up on ${day}`,
  },
  zh: {
    left: "本月剩余", after: "授予后", none: "本月尚未设定预算，请联系 HR。",
    theirs: "将使用对方的预算，余额仅其本人可见。", recording: (points: string) => `正在记录 ${points} 分…`,
    forecast: (points: string) => `按当前节奏，月底将剩余 ${points} 分`, runsOut: (day: string) => `按当前节奏，预算将在 ${day} 用完`,
  },
}); // prettier-ignore

interface Props {
  purse: Purse;
  /** Points from the same budget that are being recorded. */
  pending: number;
  /** What the grant that is being made would credit. */
  credits: number | null;
}

/** What is left of the month's budget, and after this grant. */
export function BudgetInSight({ purse, pending, credits }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const owner = purse === OWN ? me.employee_no : purse;
  const month = today(me.time_zone).slice(0, 7);
  const mine = purse === OWN || purse === ORGANISATION || holds(me, ["hr"]);
  const { data } = useGet("/v1/budgets/{owner}/{month}", { path: { owner, month } }, { enabled: mine });
  const forecast = useGet("/v1/budgets/{owner}/{month}/forecast", { path: { owner, month } }, { enabled: mine }).data;
  const recording = pending > 0 && <p className="quiet">{t.recording(f.points(pending))}</p>;
  if (!mine) {
    return (
      <div className="budget-in-sight">
        <p className="quiet">{t.theirs}</p>
        {recording}
      </div>
    );
  }
  if (data === undefined) return <p aria-busy="true">&nbsp;</p>;
  const left = data.left - pending;
  return (
    <div className="budget-in-sight">
      <p>
        {t.left}{" "}
        <strong data-testid="left">
          <Points points={left} />
        </strong>
        {credits !== null && (
          <>
            {" → "}
            <strong>
              <Points points={left - credits} />
            </strong>{" "}
            <span className="quiet">{t.after}</span>
          </>
        )}
      </p>
      {data.points === 0 && <p className="quiet">{t.none}</p>}
      {recording}
      {credits === null && forecast && forecast.points > 0 && (
        <p className="quiet budget-forecast">
          {forecast.runs_out_on ? t.runsOut(f.date(forecast.runs_out_on)) : t.forecast(f.points(forecast.left_at_end))}
        </p>
      )}
    </div>
  );
}
