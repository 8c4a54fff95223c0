import type { ReactNode } from "react";

import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { Line, Share } from "./Line";
import type { Home } from "./useHome";

type Concern = Schemas["Concern"];

const both = texts<Words>({
  en: {
    red: "Needs attention", fine: "Nothing is overdue.", since: (ago: string) => ago,
    concerns: {
      claims: (n) => `${plural(n, "claim")} waiting for more than 7 days`, redemptions: (n) => `${plural(n, "redemption")} waiting for more than 7 days`,
      fulfilments: (n) => `${plural(n, "redemption")} approved more than 7 days ago, not fulfilled`, "second-hr": (n) => `${plural(n, "matter")} waiting for a second HR`,
      "imports-failed": (n) => `${plural(n, "import")} failed`, "imports-unconfirmed": (n) => `${plural(n, "import")} checked, not confirmed`,
      "budgets-unset": (n) => `${plural(n, "manager")} without a budget this month`, "budgets-used-up": (n) => `${plural(n, "budget")} used up`,
      leavers: (n) => `${plural(n, "leaver")} with points to settle`,
    },
    part: "Participation this month", givers: (n, of) => `${n} of ${plural(of, "manager")} granted`, receivers: (n, of) => `${n} of ${plural(of, "person", "people")} were granted points`,
    budgets: "All budgets this month", spent: (share, days) => `${share} spent, ${days} of the month gone`, leftOf: (left, all) => `${left} of ${all} left`, none: "No budget has been set for this month.",
    running: "Running imports",
    states: { uploaded: "waiting", checking: "being checked", importing: "being imported", undoing: "being undone" },
  },
  zh: {
    red: "需要关注", fine: "没有逾期或异常的事项。", since: (ago: string) => ago,
    concerns: {
      claims: (n) => `${n} 项申报等待超过 7 天`, redemptions: (n) => `${n} 笔兑换等待审批超过 7 天`,
      fulfilments: (n) => `${n} 笔兑换批准超过 7 天仍未兑现`, "second-hr": (n) => `${n} 项等待另一位 HR 复核`,
      "imports-failed": (n) => `${n} 次导入失败`, "imports-unconfirmed": (n) => `${n} 次导入已校验、尚未确认`,
      "budgets-unset": (n) => `${n} 位管理者本月没有预算`, "budgets-used-up": (n) => `${n} 份预算已用完`,
      leavers: (n) => `${n} 位离职员工的积分待结清`,
    },
    part: "本月参与情况", givers: (n, of) => `${of} 位管理者中 ${n} 位授予过积分`, receivers: (n, of) => `${of} 名员工中 ${n} 名获得过授予`,
    budgets: "本月全部预算", spent: (share, days) => `已用 ${share}，本月已过 ${days}`, leftOf: (left, all) => `剩余 ${left} / ${all} 分`, none: "本月尚未设定预算。",
    running: "进行中的导入",
    states: { uploaded: "等待校验", checking: "校验中", importing: "导入中", undoing: "撤销中" },
  },
}); // prettier-ignore

interface Words {
  red: string;
  fine: string;
  since: (ago: string) => string;
  concerns: Record<Concern["kind"], (n: number) => string>;
  part: string;
  givers: (n: number, of: number) => string;
  receivers: (n: number, of: number) => string;
  budgets: string;
  spent: (share: string, days: string) => string;
  leftOf: (left: string, all: string) => string;
  none: string;
  running: string;
  states: Record<string, string>;
}

const MENDED: Record<Concern["kind"], string> = {
  claims: "/waiting",
  redemptions: "/waiting",
  fulfilments: "/fulfilment",
  "second-hr": "/countersignatures",
  "imports-failed": "/imports",
  "imports-unconfirmed": "/imports",
  "budgets-unset": "/budgets",
  "budgets-used-up": "/budgets",
  leavers: "/people",
};

/** What hr comes for: what is overdue or wrong, who takes part, how far the budgets are, what runs; below the first what else is on it. */
export function DeskHome({ home, desk, children }: { home: Home; desk: Schemas["DeskHome"]; children: ReactNode }) {
  const t = useTexts(both);
  const f = useFormats();
  const { participation: part, budgets, concerns, imports } = desk;
  return (
    <div className="columns">
      <div className="stack">
        <section className="card">
          <h2>{t.red}</h2>
          {concerns.length === 0 && <p className="quiet">{t.fine}</p>}
          {concerns.length > 0 && (
            <ul className="home-lines">
              {concerns.map(({ kind, count, oldest }) => (
                <Line key={kind} to={MENDED[kind]} wrong beside={oldest && t.since(f.ago(oldest))}>
                  {t.concerns[kind](count)}
                </Line>
              ))}
            </ul>
          )}
        </section>
        {children}
      </div>
      <section className="card home-pulse">
        <h2>{t.part}</h2>
        <Share part={part.givers} of={part.managers}>
          {t.givers(part.givers, part.managers)}
        </Share>
        <Share part={part.receivers} of={part.people}>
          {t.receivers(part.receivers, part.people)}
        </Share>
        <h3>{t.budgets}</h3>
        {budgets.points === 0 && <p className="quiet">{t.none}</p>}
        {budgets.points > 0 && (
          <Share part={budgets.spent} of={budgets.points} mark={home.day / home.days}>
            <p>{t.spent(f.percent(budgets.spent / budgets.points), f.percent(home.day / home.days))}</p>
            <p className="quiet">{t.leftOf(f.points(budgets.left), f.points(budgets.points))}</p>
          </Share>
        )}
        {imports.length > 0 && (
          <>
            <h3>{t.running}</h3>
            <ul className="home-lines">
              {imports.map(({ id, file_name, state, progress: { done, of } }) => (
                <Line key={id} to={`/imports/${id}`} beside={of ? f.percent(done / of) : null}>
                  <bdi>{file_name}</bdi> · {t.states[state]}
                </Line>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}
