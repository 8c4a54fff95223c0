import { CheckCircleFilled, UndoOutlined } from "@ant-design/icons";

import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useAbout, useTexts } from "../../texts";
import { UndoGrant } from "./UndoGrant";
import type { Granted } from "./recent";

const both = texts({
  en: { recorded: "Recorded", undone: "Taken back", award: "instant award", asked: (points: string) => `The cap left this much of ${points}.`, by: "granted by" },
  zh: { recorded: "已记录", undone: "已撤销", award: "即时奖励", asked: (points: string) => `原为 ${points} 分，受上限所限。`, by: "授予人" },
}); // prettier-ignore

/** One that is on record, with its reversal where the rules allow one. */
export function GrantedRow({ grant, onBehalfOf }: { grant: Granted; onBehalfOf: string | null }) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const say = useAbout();
  const { employee, tag, points, asked, reason, recorded_at, reversed_at, reversal, instant, granted_by } = grant;
  return (
    <li data-state={reversed_at === null ? "recorded" : "undone"} data-grant={grant.id}>
      <strong className="grants-who">
        <PersonName no={employee} />
      </strong>
      <strong className="grants-points">
        <Points points={points} change />
      </strong>
      <div className="grants-what">
        <TagName code={tag} /> {instant && <span className="quiet">· {t.award}</span>}
        {asked !== null && <p className="quiet">{t.asked(f.points(asked))}</p>}
        <Said className="quiet">{reason}</Said>
        {reversal && (
          <Said className="quiet">
            {say(t.undone, reversal)}
          </Said>
        )}
      </div>
      <span className="quiet grants-state">
        {reversed_at === null ? <CheckCircleFilled /> : <UndoOutlined />} {reversed_at === null ? t.recorded : t.undone} ·{" "}
        <When at={reversed_at ?? recorded_at} />
        {granted_by !== me.employee_no && (
          <>
            {" "}
            · {t.by} <PersonName no={granted_by} />
          </>
        )}
      </span>
      <span className="grants-undo">
        {grant.may_reverse && <UndoGrant grant={grant.id} employee={employee} onBehalfOf={onBehalfOf} />}
      </span>
    </li>
  );
}
