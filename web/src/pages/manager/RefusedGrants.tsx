import { Button } from "antd";

import { UNREACHABLE, WAITS } from "../../api/problem";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { texts, useAbout, useTexts } from "../../texts";
import { type Outbox, type Outgoing, type Typed, mayRepeat, problemOf } from "./granted";

const both = texts({
  en: { title: "Not recorded", again: "Try again", edit: "Edit", drop: "Discard" },
  zh: { title: "未记录", again: "重试", edit: "修改", drop: "放弃" },
});

/** What was refused, above all else, until it is sent again in another form or given up. */
export function RefusedGrants({ outbox, onEdit }: { outbox: Outbox; onEdit: (typed: Typed) => void }) {
  const t = useTexts(both);
  const refused = outbox.items.filter(({ state }) => state === "refused");
  if (refused.length === 0) return null;
  return (
    <section className="card grants">
      <h2>{t.title}</h2>
      <ul>
        {refused.map((one) => (
          <Refused key={one.key} grant={one} outbox={outbox} onEdit={onEdit} />
        ))}
      </ul>
    </section>
  );
}

function Refused({ grant, outbox, onEdit }: { grant: Outgoing; outbox: Outbox; onEdit: (typed: Typed) => void }) {
  const t = useTexts(both);
  const say = useAbout();
  const { key, employee, tag, asked, points, reason, purse } = grant;
  const problem = problemOf(grant);
  // What may have been recorded is not sent in another form.
  const judged = problem !== null && problem.code !== UNREACHABLE;
  return (
    <li data-state="refused">
      <div className="row apart">
        <strong>
          <PersonName no={employee} /> · <TagName code={tag} />
        </strong>
        <strong>
          <Points points={points} change />
        </strong>
      </div>
      <Said className="quiet">{reason}</Said>
      <ProblemNotice problem={problem} />
      <div className="row">
        {problem !== null && mayRepeat(problem) && (
          <Button aria-label={say(t.again, employee)} onClick={() => outbox.change(key, { state: "sending", problem: undefined })}>{t.again}</Button>
        )}
        {judged && problem.status !== WAITS && (
          <Button
            aria-label={say(t.edit, employee)}
            onClick={() => {
              onEdit({ employee, tag, points: asked, reason, purse });
              outbox.drop(key);
            }}
          >
            {t.edit}
          </Button>
        )}
        {judged && (
          <Button type="text" aria-label={say(t.drop, employee)} onClick={() => outbox.drop(key)}>
            {t.drop}
          </Button>
        )}
      </div>
    </li>
  );
}
