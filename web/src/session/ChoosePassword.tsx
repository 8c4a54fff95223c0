/** Somebody else set the password: nothing but choosing one's own is open before that. */
import { Button, Form, Input } from "antd";
import { useState } from "react";

import { client, got, keepCsrfToken } from "../api/client";
import { Problem } from "../api/problem";
import { NewPassword } from "../components/NewPassword";
import { ProblemNotice } from "../components/ProblemNotice";
import { LanguageSwitch } from "../layout/LanguageSwitch";
import { texts, useTexts } from "../texts";

const both = texts({
  en: {
    title: "Choose your own password",
    lead: "Somebody else set the one that you signed in with. Choose one that only you know; then you can go on.",
    current: "The password that you were given",
    fresh: "New password",
    save: "Change password",
    out: "Sign out",
    needed: "Required",
  },
  zh: {
    title: "请设置您自己的密码",
    lead: "您登录所用的密码由他人设置。请改为只有您自己知道的密码，然后继续。",
    current: "他人告知的密码",
    fresh: "新密码",
    save: "修改密码",
    out: "退出登录",
    needed: "必填",
  },
});

interface Typed {
  current: string;
  password: string;
}

export default function ChoosePassword({ onChosen, onSignOut }: { onChosen: () => Promise<void>; onSignOut: () => void }) {
  const t = useTexts(both);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const choose = async ({ current, password }: Typed) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await got(client.PUT("/v1/me/password", { body: { current, password } }));
      if ("csrf_token" in answer) keepCsrfToken(answer.csrf_token);
      await onChosen();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => void choose(typed)}>
          <ProblemNotice problem={problem} />
          <Form.Item name="current" label={t.current} rules={[{ required: true, message: t.needed }]}>
            <Input.Password autoComplete="current-password" size="large" autoFocus />
          </Form.Item>
          <NewPassword label={t.fresh} size="large" />
          <Button type="primary" htmlType="submit" block size="large" loading={busy}>
            {t.save}
          </Button>
        </Form>
        <div className="sign-in-foot">
          <Button type="link" onClick={onSignOut}>
            {t.out}
          </Button>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
