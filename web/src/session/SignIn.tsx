import { Button, Form, Input } from "antd";
import { useState } from "react";

import { client, got, keepCsrfToken } from "../api/client";
import { Problem } from "../api/problem";
import { ProblemNotice } from "../components/ProblemNotice";
import { enteredOrganisation, keepOrganisation } from "../device";
import { WELCOME } from "../first";
import { LanguageSwitch } from "../layout/LanguageSwitch";
import { texts, useTexts } from "../texts";
import { WELCOME_PATH } from "./link";
import type { Me } from "./session";

const both = texts({
  en: {
    organisation: "Organisation",
    login: "Employee number",
    password: "Password",
    enter: "Sign in",
    missing: "Required",
    forgotten: "No password, or forgotten?",
    ask: "Ask HR for a link: with it you choose your own password. If you hold a slip of paper, ",
    slip: "enter its code here",
  },
  zh: {
    organisation: "组织",
    login: "工号",
    password: "密码",
    enter: "登录",
    missing: "必填",
    forgotten: "没有密码或忘记密码？",
    ask: "请联系 HR 获取链接，由您本人设置密码。如果手中有纸质通知单，",
    slip: "请在此输入加入码",
  },
});

interface Entered {
  organisation?: string;
  login: string;
  password: string;
}

/** The first sign-in is a page of its own; `again` is for one whose session ended, who stays who they are. */
export default function SignIn({ onEntered, again }: { onEntered: () => Promise<void>; again?: Me }) {
  const t = useTexts(both);
  const welcome = useTexts(WELCOME);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [several, setSeveral] = useState(enteredOrganisation() !== null);

  const enter = async (entered: Entered) => {
    setBusy(true);
    setProblem(null);
    const organisation = again?.organisation ?? (entered.organisation?.trim() || null);
    try {
      const body = { login: again?.employee_no ?? entered.login.trim(), password: entered.password, organisation, cookie: true };
      const answer = await got(client.POST("/v1/sessions", { body }));
      if ("csrf_token" in answer) keepCsrfToken(answer.csrf_token);
      if (organisation !== null) keepOrganisation(organisation);
      await onEntered();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "organisation-missing") setSeveral(true);
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const form = (
    <Form<Entered>
      layout="vertical"
      requiredMark={false}
      onFinish={(entered) => void enter(entered)}
      initialValues={{ login: again?.employee_no, organisation: again?.organisation ?? enteredOrganisation() ?? undefined }}
    >
      <ProblemNotice problem={problem} />
      {several && (
        <Form.Item name="organisation" label={t.organisation}>
          <Input autoComplete="organization" disabled={again !== undefined} size="large" />
        </Form.Item>
      )}
      <Form.Item name="login" label={t.login} rules={[{ required: true, message: t.missing }]}>
        <Input autoComplete="username" autoCapitalize="characters" disabled={again !== undefined} size="large" autoFocus={again === undefined} />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.missing }]}>
        <Input.Password autoComplete="current-password" size="large" autoFocus={again !== undefined} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {t.enter}
      </Button>
    </Form>
  );
  if (again !== undefined) return form;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1>{welcome.name}</h1>
        <p className="quiet">{welcome.says}</p>
        {form}
        <details className="sign-in-help">
          <summary>{t.forgotten}</summary>
          <p>
            {t.ask}
            <a href={WELCOME_PATH}>{t.slip}</a>
          </p>
        </details>
        <div className="sign-in-foot">
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
