import { CheckCircleFilled, ClockCircleOutlined, UndoOutlined, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect } from "react";

import { useCommand } from "../../api/commands";
import { UNREACHABLE } from "../../api/problem";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { When } from "../../components/When";
import { texts, useAbout, useTexts } from "../../texts";
import { UndoGrant } from "./UndoGrant";
import { type JustGranted, ORGANISATION, OWN, problemOf, storedProblem } from "./granted";

const both = texts({
  en: { sending: "Recording…", recorded: "Recorded", refused: "Refused", undone: "Taken back", again: "Try again", edit: "Edit", drop: "Discard" },
  zh: { sending: "正在记录…", recorded: "已记录", refused: "未记录", undone: "已撤销", again: "重试", edit: "修改", drop: "放弃" },
}); // prettier-ignore

const ICONS = { sending: ClockCircleOutlined, recorded: CheckCircleFilled, refused: WarningFilled, undone: UndoOutlined };

interface Props {
  granted: JustGranted;
  onChange: (changed: Partial<JustGranted>) => void;
  onEdit: () => void;
  onDrop: () => void;
}

/** One grant of the last day: sends itself, and says what became of it. */
export function JustGrantedRow({ granted, onChange, onEdit, onDrop }: Props) {
  const t = useTexts(both);
  const say = useAbout();
  const { mutate } = useCommand("post", "/v1/grants");
  const { key, state, employee, tag, points, reason, purse } = granted;
  const onBehalfOf = purse === OWN || purse === ORGANISATION ? null : purse;

  useEffect(() => {
    if (state !== "sending") return;
    mutate(
      { body: { employee, tag, reason, points, instant: purse === ORGANISATION }, onBehalfOf, key },
      {
        onSuccess: (answer) => onChange({ state: "recorded", id: answer.id, points: answer.points }),
        onError: (problem) => onChange({ state: "refused", problem: storedProblem(problem) }),
      },
    );
    // Once for each time that it is to be sent; the key makes it count once.
  }, [key, state]);

  const problem = problemOf(granted);
  const Icon = ICONS[state];
  return (
    <li data-state={state}>
      <div className="row apart">
        <strong>
          <PersonName no={employee} />
        </strong>
        <strong>
          <Points points={points} change />
        </strong>
      </div>
      <p>
        <TagName code={tag} />
      </p>
      <Said className="quiet">{reason}</Said>
      <div className="row apart">
        <span className="quiet just-granted-state">
          <Icon /> {t[state]} · <When at={granted.at} />
        </span>
        {state === "recorded" && <UndoGrant granted={granted} onBehalfOf={onBehalfOf} onDone={() => onChange({ state: "undone" })} />}
      </div>
      {state === "refused" && (
        <>
          <ProblemNotice problem={problem} />
          <div className="row">
            <Button aria-label={say(t.again, employee)} onClick={() => onChange({ state: "sending", problem: undefined })}>{t.again}</Button>
            {/* What may have been recorded is not sent in another form. */}
            {problem?.code !== UNREACHABLE && <Button aria-label={say(t.edit, employee)} onClick={onEdit}>{t.edit}</Button>}
            {problem?.code !== UNREACHABLE && (
              <Button type="text" aria-label={say(t.drop, employee)} onClick={onDrop}>
                {t.drop}
              </Button>
            )}
          </div>
        </>
      )}
    </li>
  );
}
