import { Button } from "antd";
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { PersonLink } from "../../components/PersonLink";
import { When } from "../../components/When";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { title: "No grant for 30 days", none: "Everybody in your team has had a grant in the last 30 days.", never: "No grant yet", last: "Last grant", grant: "Grant", grantTo: (name: string) => `Grant to ${name}` },
  zh: { title: "近 30 天未获授予", none: "近 30 天内，团队每位成员都获得过授予。", never: "尚未获得授予", last: "上次授予", grant: "授予", grantTo: (name: string) => `授予 ${name}` },
}); // prettier-ignore

type Member = Schemas["Member"];

const LONG_MS = 30 * 86_400_000;
const MOST = 12;

/** Those whose last grant is long ago, the longest first; each is one tap from a grant. */
export function NotThanked({ members }: { members: Member[] }) {
  const t = useTexts(both);
  const since = ({ last_granted_at }: Member) => (last_granted_at ? Date.parse(last_granted_at) : 0);
  const waiting = members.filter((member) => Date.now() - since(member) > LONG_MS).toSorted((one, other) => since(one) - since(other));
  return (
    <section className="card">
      <h2>{t.title}</h2>
      {waiting.length === 0 && <p className="quiet">{t.none}</p>}
      <ul className="not-thanked">
        {waiting.slice(0, MOST).map(({ employee, name, last_granted_at }) => (
          <li key={employee} className="row apart">
            <span>
              <PersonLink no={employee}>
                <bdi>{name ?? employee}</bdi>
              </PersonLink>{" "}
              <span className="quiet number">{employee}</span>
              <br />
              <span className="quiet">
                {last_granted_at ? (
                  <>
                    {t.last} <When at={last_granted_at} />
                  </>
                ) : (
                  t.never
                )}
              </span>
            </span>
            <Link to={`/grant?employee=${encodeURIComponent(employee)}`}>
              <Button size="large" tabIndex={-1} aria-label={t.grantTo(name ?? employee)}>
                {t.grant}
              </Button>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
