/** The places of a leaderboard; people move when points move. */
import { useLayoutEffect, useRef } from "react";

import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonLink } from "../../components/PersonLink";
import { Points } from "../../components/Points";
import { today } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import "./places.css";

const both = texts({
  en: { none: "Nobody has points here yet.", me: "Me", label: "Leaderboard" },
  zh: { none: "还没有人获得积分。", me: "我", label: "排行榜" },
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
          <strong>
            <Points points={points} />
          </strong>
        </li>
      ))}
      {!listed && data.me && (
        <li data-mine="true" data-rank={data.me.rank} className="places-apart">
          <span className="places-rank number">{data.me.rank}</span>
          <span className="places-name">{t.me}</span>
          <strong>
            <Points points={data.me.points} />
          </strong>
        </li>
      )}
    </ol>
  );
}
