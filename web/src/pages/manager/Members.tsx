import { StarFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

import type { Schemas } from "../../api/client";
import { PersonLink } from "../../components/PersonLink";
import { Points } from "../../components/Points";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { high: "Stands out: in the top fifth", all: (n: number) => `Show all ${n}` },
  zh: { high: "表现突出：位列前五分之一", all: (n: number) => `显示全部 ${n} 人` },
});

const FIRST = 20;

/** My people by points, each with a bar; a star where somebody stands out. */
export function Members({ members }: { members: Schemas["Member"][] }) {
  const t = useTexts(both);
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...members.map(({ points }) => points));
  const shown = all ? members : members.slice(0, FIRST);
  return (
    <>
      <ol className="members">
        {shown.map(({ employee, name, points, high }) => (
          <li key={employee} data-high={high}>
            <div className="row apart">
              <span>
                <PersonLink no={employee}>
                  <bdi>{name ?? employee}</bdi>
                </PersonLink>{" "}
                <span className="quiet number">{employee}</span>{" "}
                {high && (
                  <span className="members-star" title={t.high}>
                    <StarFilled aria-hidden />
                    <span className="visually-hidden">{t.high}</span>
                  </span>
                )}
              </span>
              <strong>
                <Points points={points} />
              </strong>
            </div>
            <div className="team-bar" aria-hidden="true">
              <span style={{ width: `${(Math.max(points, 0) / most) * 100}%` }} />
            </div>
          </li>
        ))}
      </ol>
      {shown.length < members.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {t.all(members.length)}
        </Button>
      )}
    </>
  );
}
