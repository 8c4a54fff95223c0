import { App } from "antd";
import { CheckCircleFilled, ClockCircleOutlined } from "@ant-design/icons";
import { useEffect } from "react";

import { useCommand } from "../../api/commands";
import { usePerson } from "../../api/directory";
import { Points } from "../../components/Points";
import { PersonName } from "../../components/PersonName";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { type Outgoing, ORGANISATION, storedProblem } from "./granted";
import { principalOf } from "./grantable";

const both = texts({
  en: {
    sending: "Recording…", recorded: "Recorded", done: (name: string, points: string) => `${points} points to ${name}`,
    capped: (cap: string) => `, the month’s cap of ${cap} is reached`,
  },
  zh: { sending: "正在记录…", recorded: "已记录", done: (name: string, points: string) => `已授予 ${name} ${points} 分`, capped: (cap: string) => `，已达到该标签本月上限 ${cap} 分` },
}); // prettier-ignore

/** One that is on its way: sends itself, and says what was credited. */
export function SendingGrant({ grant, onChange }: { grant: Outgoing; onChange: (changed: Partial<Outgoing>) => void }) {
  const t = useTexts(both);
  const f = useFormats();
  const { message } = App.useApp();
  const { mutate } = useCommand("post", "/v1/grants");
  const { key, state, employee, tag, asked, points, cap, reason, purse } = grant;
  const name = usePerson(employee)?.name ?? employee;

  useEffect(() => {
    if (state !== "sending") return;
    const body = { employee, tag, reason, points: asked, expected_points: points, instant: purse === ORGANISATION };
    mutate(
      { body, onBehalfOf: principalOf(purse), key },
      {
        onSuccess: ({ id, points: credited }) => {
          onChange({ state: "recorded", id });
          void message.success(t.done(name, f.points(credited)) + (cap === null ? "" : t.capped(f.points(cap))));
        },
        onError: (problem) => onChange({ state: "refused", problem: storedProblem(problem) }),
      },
    );
    // Once for each time that it is to be sent; the key makes it count once.
  }, [key, state]);

  const Icon = state === "sending" ? ClockCircleOutlined : CheckCircleFilled;
  return (
    <li data-state={state}>
      <strong className="grants-who">
        <PersonName no={employee} />
      </strong>
      <strong className="grants-points">
        <Points points={points} change />
      </strong>
      <div className="grants-what">
        <TagName code={tag} />
        <Said className="quiet">{reason}</Said>
      </div>
      <span className="quiet grants-state">
        <Icon /> {state === "sending" ? t.sending : t.recorded}
      </span>
    </li>
  );
}
