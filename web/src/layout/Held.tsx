/** What was decided just now, and how to undo it before it is sent: on every page, said to who listens, too. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { Link, useLocation } from "react-router";

import { type Decided, holdFor, undo, useHeld } from "../api/held";
import { refetchWaiting } from "../api/stream";
import { useKeys } from "../components/keys";
import { useMe } from "../session/session";
import { texts, useAbout, useTexts } from "../texts";
import { useWide } from "../theme";
import "./held.css";

const both = texts({
  en: { undo: "Undo", earlier: (n: number) => `${n} earlier`, all: "Undo all", refused: (n: number) => (n === 1 ? "One decision was refused" : `${n} decisions were refused`), look: "Look" },
  zh: { undo: "撤销", earlier: (n: number) => `之前还有 ${n} 项`, all: "全部撤销", refused: (n: number) => `${n} 项决定未能完成`, look: "查看" },
}); // prettier-ignore

/** So many are shown one by one; on a phone what is decided next must not lie under what was. */
const SHOWN = { wide: 3, narrow: 1 };
const WHERE = "/waiting";

export function Held() {
  const t = useTexts(both);
  const me = useMe();
  const queries = useQueryClient();
  const { decided, refused } = useHeld();
  const { pathname } = useLocation();
  useEffect(() => holdFor(`${me.organisation} ${me.employee_no}`, () => refetchWaiting(queries)), [me.organisation, me.employee_no, queries]);
  const last = decided.at(-1);
  useKeys(last !== undefined, { u: () => last && undo(last.id) });
  const shown = useWide() ? SHOWN.wide : SHOWN.narrow;
  const earlier = decided.slice(0, -shown);
  return (
    <div className="held" role="status" aria-atomic="false">
      {refused.length > 0 && pathname !== WHERE && (
        <p className="held-one" data-refused>
          <span>{t.refused(refused.length)}</span>
          <Link to={WHERE}>{t.look}</Link>
        </p>
      )}
      {earlier.length > 0 && (
        <p className="held-one">
          <span>{t.earlier(earlier.length)}</span>
          <Button type="link" onClick={() => earlier.toReversed().forEach(({ id }) => undo(id))}>
            {t.all}
          </Button>
        </p>
      )}
      {decided.slice(-shown).map((one) => (
        <One key={one.id} decided={one} last={one === last} />
      ))}
    </div>
  );
}

function One({ decided, last }: { decided: Decided; last: boolean }) {
  const t = useTexts(both);
  const say = useAbout();
  const wide = useWide();
  return (
    <p className="held-one" data-held={decided.id}>
      <span>{decided.said}</span>
      <Button type="link" onClick={() => undo(decided.id)} aria-label={say(t.undo, decided.said)}>
        {t.undo} {last && wide && <kbd aria-hidden="true">u</kbd>}
      </Button>
    </p>
  );
}
