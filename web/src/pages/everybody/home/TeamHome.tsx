import { Button } from "antd";
import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { PersonLink } from "../../../components/PersonLink";
import { Points } from "../../../components/Points";
import { TagName } from "../../../components/TagName";
import { useFormats } from "../../../formats";
import { plural, texts, useAbout, useTexts } from "../../../texts";
import { Share } from "./Line";
import type { Home } from "./useHome";

const both = texts({
  en: {
    left: "left to grant this month", days: (n: number) => `${plural(n, "day")} to go, today included`, noBudget: "No budget has been set for this month. Ask HR for one.", used: "This month’s budget is used up.",
    of: (spent: string, all: string) => `${spent} of ${all} granted`, grant: "Grant", pulse: "My team this month",
    thanked: (n: number, of: number) => `${n} of ${plural(of, "person", "people")} thanked`, points: "Points this month", before: (n: string) => `${n} in the whole of last month`,
    open: "Claims still open", team: "My team", nobody: "Nobody reports to you yet.",
    not: "Not thanked yet this month", all: "Everybody in your team was thanked this month.", last: (ago: string) => `Last thanked ${ago}`, never: "Never thanked here",
    thank: "Thank", plus: (n: string) => `Thank +${n}`,
  },
  zh: {
    left: "分可在本月授予", days: (n: number) => `含今天还有 ${n} 天`, noBudget: "本月尚未设定预算，请联系 HR。", used: "本月预算已用完。",
    of: (spent: string, all: string) => `已授予 ${spent} / ${all} 分`, grant: "授予积分", pulse: "本月团队",
    thanked: (n: number, of: number) => `${of} 人中 ${n} 人获得过感谢`, points: "本月积分", before: (n: string) => `上月全月 ${n} 分`,
    open: "尚未审批的申报", team: "我的团队", nobody: "目前没有人向您汇报。",
    not: "本月还没有获得感谢", all: "本月团队每位成员都获得过感谢。", last: (ago: string) => `上次获得感谢：${ago}`, never: "还没有获得过感谢",
    thank: "感谢", plus: (n: string) => `感谢 +${n}`,
  },
}); // prettier-ignore

/** What a manager comes for: what is left to give, how the team fares, and whom nobody thanked. */
export function TeamHome({ home, team }: { home: Home; team: Schemas["TeamHome"] }) {
  return (
    <div className="columns">
      <Pulse home={home} team={team} />
      <NotThankedYet team={team} />
    </div>
  );
}

function Pulse({ home, team }: { home: Home; team: Schemas["TeamHome"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { budget, people } = team;
  return (
    <section className="card home-pulse">
      <div className="row apart">
        <h2>{t.pulse}</h2>
        <Link to="/team">{t.team}</Link>
      </div>
      {budget === null && <p className="quiet">{t.noBudget}</p>}
      {budget !== null && (
        <Share part={budget.spent} of={budget.points} mark={home.day / home.days}>
          {budget.left > 0 ? (
            <p className="home-figure">
              <strong className="number" data-testid="budget-left">
                {f.points(budget.left)}
              </strong>{" "}
              {t.left}
            </p>
          ) : (
            <p className="home-figure">{t.used}</p>
          )}
          <p className="quiet">
            {t.of(f.points(budget.spent), f.points(budget.points))} · {t.days(home.days - home.day + 1)}
          </p>
        </Share>
      )}
      {people === 0 && <p className="quiet">{t.nobody}</p>}
      {people > 0 && (
        <>
          <Share part={team.thanked} of={people}>
            {t.thanked(team.thanked, people)}
          </Share>
          <dl className="home-facts">
            <div>
              <dt>{t.points}</dt>
              <dd>
                <strong>
                  <Points points={team.points} />
                </strong>{" "}
                <span className="quiet">{t.before(f.points(team.points_before))}</span>
              </dd>
            </div>
            {team.claims_open > 0 && (
              <div>
                <dt>{t.open}</dt>
                <dd>
                  <strong className="number">{f.points(team.claims_open)}</strong>
                </dd>
              </div>
            )}
          </dl>
        </>
      )}
      {budget !== null && budget.left > 0 && people > 0 && (
        <Link to="/grant">
          <Button type="primary" size="large" block tabIndex={-1}>
            {t.grant}
          </Button>
        </Link>
      )}
    </section>
  );
}

function NotThankedYet({ team }: { team: Schemas["TeamHome"] }) {
  const t = useTexts(both);
  if (team.people === 0) return null;
  return (
    <section className="card home-not-thanked">
      <h2>{t.not}</h2>
      {team.not_thanked.length === 0 && <p className="quiet">{t.all}</p>}
      {team.not_thanked.length > 0 && (
        <ul>
          {team.not_thanked.map((one) => (
            <Somebody key={one.employee} one={one} mayGrant={team.budget !== null && team.budget.left > 0} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Somebody({ one: { employee, name, last, draft }, mayGrant }: { one: Schemas["NotThanked"]; mayGrant: boolean }) {
  const t = useTexts(both);
  const f = useFormats();
  const about = useAbout();
  const does = draft?.points ? t.plus(f.points(draft.points)) : t.thank;
  return (
    <li data-employee={employee}>
      <div className="row apart">
        <span>
          <PersonLink no={employee}>
            <bdi>{name ?? employee}</bdi>
          </PersonLink>{" "}
          <span className="quiet number">{employee}</span>
        </span>
        {mayGrant && (
          <Link to={grantTo(employee, draft)}>
            <Button size="large" tabIndex={-1} aria-label={about(does, name ?? employee)}>
              {does}
            </Button>
          </Link>
        )}
      </div>
      <p className="quiet">
        {last === null ? t.never : t.last(f.ago(last.at))}
        {last?.tag && (
          <>
            {" · "}
            <TagName code={last.tag} />
          </>
        )}
        {last?.reason && (
          <>
            {" · "}
            <q>{last.reason}</q>
          </>
        )}
      </p>
      {draft && <p className="home-draft">{draft.reason}</p>}
    </li>
  );
}

/** A grant that is prepared as far as it is known. */
function grantTo(employee: string, draft: Schemas["Draft"] | null): string {
  const known = Object.entries({ employee, tag: draft?.tag, reason: draft?.reason });
  return `/grant?${new URLSearchParams(known.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()}`;
}
