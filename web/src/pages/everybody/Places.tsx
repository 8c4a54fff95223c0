/** The places of a leaderboard; people move when points move. */
import { Suspense, lazy, useLayoutEffect, useRef, useState } from "react";

import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonLink } from "../../components/PersonLink";
import { Points } from "../../components/Points";
import { today, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import "./places.css";

const PlaceEntries = lazy(() => import("./PlaceEntries"));

const both = texts({
  en: { none: "Nobody has points here yet.", me: "Me", label: "Leaderboard", opens: (points: string, who: string) => `${points}: what the points of ${who} come from` },
  zh: { none: "还没有人获得积分。", me: "我", label: "排行榜", opens: (points: string, who: string) => `${points}：${who}的积分构成` },
});

const MOVE = { duration: 500, easing: "cubic-bezier(.2,.8,.2,1)" };

export function Places({ scope, period, limit }: { scope: string; period?: string; limit: number }) {
  const t = useTexts(both);
  const me = useMe();
  const month = today(me.time_zone).slice(0, 7);
  const { data, error, refetch } = useGet("/v1/leaderboards", { query: { scope, period: period ?? month, limit } }, { keep: true });
  const list = useRef<HTMLOListElement>(null);
  const was = useRef(new Map<string, number>());

  useLayoutEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<string, number>();
    for (const row of list.current?.querySelectorAll<HTMLElement>("[data-employee]") ?? []) {
      const no = row.dataset.employee ?? "";
      now.set(no, row.offsetTop);
      const before = was.current.get(no);
      if (!still && before !== undefined && before !== row.offsetTop) {
        row.animate([{ transform: `translateY(${before - row.offsetTop}px)` }, { transform: "none" }], MOVE);
      }
    }
    was.current = now;
  }, [data]);

  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={limit} />;
  if (data.items.length === 0) return <p className="quiet">{t.none}</p>;
  const asked = { scope, period: period ?? month };
  const listed = data.items.some(({ employee }) => employee === me.employee_no);
  return (
    <ol className="places" ref={list} aria-label={t.label}>
      {data.items.map(({ rank, employee, name, points }) => (
        <li key={employee} data-employee={employee} data-mine={employee === me.employee_no} data-rank={rank}>
          <span className="places-rank number">{rank}</span>
          <span className="places-name">
            <PersonLink no={employee}>
              <bdi>{name ?? employee}</bdi>
            </PersonLink>{" "}
            <span className="quiet number">{employee}</span>
          </span>
          {data.opens.includes(employee) ? <Sum no={employee} who={name ?? employee} points={points} {...asked} /> : <Number points={points} />}
        </li>
      ))}
      {!listed && data.me && (
        <li data-mine="true" data-rank={data.me.rank} className="places-apart">
          <span className="places-rank number">{data.me.rank}</span>
          <span className="places-name">{t.me}</span>
          <Sum no={me.employee_no} who={t.me} points={data.me.points} {...asked} />
        </li>
      )}
    </ol>
  );
}

function Number({ points }: { points: number }) {
  return (
    <strong>
      <Points points={points} />
    </strong>
  );
}

/** A number that opens into what it is the sum of. */
function Sum(of: { no: string; who: string; points: number; scope: string; period: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const [asked, setAsked] = useState(false);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="places-sum"
        aria-haspopup="dialog"
        aria-label={t.opens(f.points(of.points), of.who)}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <Number points={of.points} />
      </button>
      {asked && (
        <Suspense fallback={null}>
          <PlaceEntries {...of} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
