import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { Line } from "./Line";
import { Verified } from "./Verified";

const both = texts({
  en: {
    title: "How the ledger runs", stopped: (n: number, names: string) => `Stopped: ${names} (${n})`, rebuilding: (n: number) => `${n} being worked out again`,
    runs: "All data is being kept up to date", behind: (n: string) => `the slowest is ${n} events behind`, organisation: "Organisation",
    counts: (people: number, departments: number) => `${plural(people, "person", "people")} in ${plural(departments, "department")}`, headless: (n: number) => `${plural(n, "department")} without a head`,
    roles: (hrs: number, admins: number) => `${hrs} HR, ${plural(admins, "administrator")}`, oneHr: "There is only one HR: nobody can countersign",
  },
  zh: {
    title: "运行状况", stopped: (n: number, names: string) => `${n} 项数据已停止更新：${names}`, rebuilding: (n: number) => `${n} 项数据正在重新计算`,
    runs: "所有数据更新正常", behind: (n: string) => `最慢的落后 ${n} 个事件`, organisation: "组织",
    counts: (people: number, departments: number) => `${people} 名员工，${departments} 个部门`, headless: (n: number) => `${n} 个部门没有负责人`,
    roles: (hrs: number, admins: number) => `HR ${hrs} 位，系统管理员 ${admins} 位`, oneHr: "只有一位 HR，需要复核的事项无人能复核",
  },
}); // prettier-ignore

/** What an admin looks after: whether the ledger runs, and who the organisation is. */
export function SystemHome({ system }: { system: Schemas["SystemHome"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { stopped, rebuilding, lag, verification, people, departments, headless, hrs, admins } = system;
  return (
    <div className="columns">
      <section className="card">
        <h2>{t.title}</h2>
        <ul className="home-lines">
          {stopped.length > 0 && (
            <Line to="/projections" wrong>
              {t.stopped(stopped.length, f.list(stopped))}
            </Line>
          )}
          {rebuilding.length > 0 && <Line to="/projections">{t.rebuilding(rebuilding.length)}</Line>}
          {stopped.length === 0 && (
            <Line to="/projections" beside={lag > 0 ? t.behind(f.points(lag)) : null}>
              {t.runs}
            </Line>
          )}
          <Verified verification={verification} to="/projections" />
        </ul>
      </section>
      <section className="card">
        <h2>{t.organisation}</h2>
        <ul className="home-lines">
          <Line to="/people" more={headless > 0 ? t.headless(headless) : null}>
            {t.counts(people, departments)}
          </Line>
          <Line to="/roles" wrong={hrs < 2} more={hrs < 2 ? t.oneHr : null}>
            {t.roles(hrs, admins)}
          </Line>
        </ul>
      </section>
    </div>
  );
}
