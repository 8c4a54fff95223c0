/** What somebody comes for first, by what their roles are: what waits, their desk, then their own points. */
import { Suspense, lazy } from "react";
import { Link } from "react-router";

import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { useKept } from "../../components/kept";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Places } from "./Places";
import { Balance } from "./home/Balance";
import { Lately } from "./home/Lately";
import { Waits } from "./home/Waits";
import { type Home as Told, useHome } from "./home/useHome";
import "./home.css";

// Once for each person, with the texts of the guide.
const FirstVisit = lazy(async () => ({ default: (await import("./FirstVisit")).FirstVisit }));
// Of some people: nobody else's phone loads them.
const AuditHome = lazy(() => import("./home/AuditHome"));
const TeamHome = lazy(async () => ({ default: (await import("./home/TeamHome")).TeamHome }));
const Desks = lazy(() => import("./home/Desks"));
const Beginning = lazy(() => import("./home/Beginning"));

const both = texts({
  en: { hello: (name: string) => `Hello, ${name}`, board: "Leaderboard this month", whole: "Full leaderboard" },
  zh: { hello: (name: string) => `您好，${name}`, board: "本月排行榜", whole: "完整排行榜" },
});

export default function Home() {
  const t = useTexts(both);
  const me = useMe();
  const mine = holds(me, ["employee"]);
  const { data, error, refetch } = useHome();
  const [away, setAway] = useKept("beginning.away", false);
  const steps = away ? undefined : data?.beginning?.steps;
  // Who sets up an organisation needs no other introduction meanwhile.
  const introduced = holds(me, ["hr", "admin"]) && !away && (!data || steps !== undefined);
  return (
    <Titled title={t.hello(me.name ?? me.employee_no)}>
      <div className="stack">
        {steps && (
          <Suspense fallback={<Waiting />}>
            <Beginning steps={steps} onAway={() => setAway(() => true)} />
          </Suspense>
        )}
        {!introduced && (
          <Suspense fallback={null}>
            <FirstVisit />
          </Suspense>
        )}
        {data && <Sections home={data} />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Waiting />}
        {/* Asked for at once, shown with what stands above it: so nothing moves. */}
        {mine && (
          <div className="columns" hidden={!data && !error}>
            <Lately />
            <section className="card">
              <h2>{t.board}</h2>
              <Places scope="organisation" limit={5} />
              <Link to="/leaderboard">{t.whole}</Link>
            </section>
          </div>
        )}
      </div>
    </Titled>
  );
}

/** Whoever has a desk sees that first, and their own points below it. */
function Sections({ home }: { home: Told }) {
  const { mine, team, desk, pay, audit, system } = home;
  const works = team !== null || desk !== null || pay !== null || audit !== null || system !== null;
  return (
    <>
      {!works && mine && <Balance mine={mine} />}
      <Waits home={home} />
      {team && (
        <Suspense fallback={<Waiting />}>
          <TeamHome home={home} team={team} />
        </Suspense>
      )}
      {(desk !== null || pay !== null || system !== null) && (
        <Suspense fallback={<Waiting />}>
          <Desks home={home} />
        </Suspense>
      )}
      {audit && (
        <Suspense fallback={<Waiting />}>
          <AuditHome audit={audit} />
        </Suspense>
      )}
      {works && mine && <Balance mine={mine} />}
    </>
  );
}

function Waiting() {
  return (
    <section className="card">
      <Loading lines={5} />
    </section>
  );
}
