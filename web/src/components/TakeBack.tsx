/** Take a grant, an award or an approved claim back, with a reason: who gave it within 24 hours, hr at any time. */
import { App, Checkbox, Form } from "antd";

import { holds, useMe } from "../session/session";
import { texts, useTexts } from "../texts";
import { ReasonDialog } from "./ReasonDialog";

const both = texts({
  en: {
    label: "Take back",
    title: "Take these points back",
    what: "All of them, and only once. They no longer count on leaderboards and in caps. The employee sees the reason.",
    force: "Even if the balance goes below zero; a second HR has to confirm",
    done: "The points were taken back",
    waits: "Waiting for a second HR to confirm",
  },
  zh: {
    label: "撤销",
    title: "撤销这笔积分",
    what: "整笔撤销，且只能撤销一次；不再计入排行榜和上限。员工会看到理由。",
    force: "余额不足时也撤销（余额可为负），需另一位 HR 复核",
    done: "积分已撤销",
    waits: "等待另一位 HR 复核",
  },
});

const PATHS = { grant: "/v1/grants/{grant}/reversal", claim: "/v1/claims/{claim}/reversal" } as const;

interface Props {
  /** As entries name it: grant:ID or claim:ID. */
  subject: string;
  /** Who hears only the button: which of their credits. */
  about: string;
  /** As the service says. */
  may: boolean;
}

/** Nothing for who may not. */
export function TakeBack({ subject, about, may }: Props) {
  const t = useTexts(both);
  const me = useMe();
  const { message } = App.useApp();
  const [kind = "", id = ""] = subject.split(":");
  if (!may || (kind !== "grant" && kind !== "claim")) return null;
  return (
    <ReasonDialog
      label={t.label}
      title={t.title}
      about={about}
      danger
      path={PATHS[kind]}
      at={{ [kind]: id }}
      onDone={({ state }) => void message.success(state === "waiting" ? t.waits : t.done)}
    >
      <p>{t.what}</p>
      {holds(me, ["hr"]) && (
        <Form.Item name="force" valuePropName="checked">
          <Checkbox>{t.force}</Checkbox>
        </Form.Item>
      )}
    </ReasonDialog>
  );
}
