/** The page behind a link: whom it is for, and choosing one's own password. Without a link the code is typed from paper. */
import { Button, Form, Input } from "antd";
import { useCallback, useEffect, useState } from "react";

import { client, got, keepCsrfToken } from "../api/client";
import type { Schemas } from "../api/client";
import { Problem } from "../api/problem";
import { Loading } from "../components/Loading";
import { NewPassword } from "../components/NewPassword";
import { ProblemNotice } from "../components/ProblemNotice";
import { keepSignedIn } from "../device";
import { WELCOME } from "../first";
import { LanguageSwitch } from "../layout/LanguageSwitch";
import { texts, useTexts } from "../texts";
import { type Link, linkIn } from "./link";

const both = texts({
  en: {
    hello: (name: string) => `Welcome, ${name}`,
    again: (name: string) => `Hello, ${name}`,
    join: "Choose a password that only you know. You sign in with it and your employee number from now on.",
    reset: "Choose a new password. The old one stops working, and you are signed out everywhere else.",
    number: "Employee number",
    password: "Your password",
    enter: "Save and continue",
    typed: "Enter what is on your slip",
    where: "Or open the link that you were given again.",
    organisation: "Organisation, if it is on the slip",
    code: "Code",
    next: "Continue",
    needed: "Required",
    signIn: "To the sign-in",
  },
  zh: {
    hello: (name: string) => `欢迎您，${name}`,
    again: (name: string) => `您好，${name}`,
    join: "请设置只有您自己知道的密码，以后用它和工号登录。",
    reset: "请设置新密码。原密码及用其登录的设备将全部失效。",
    number: "工号",
    password: "您的密码",
    enter: "保存并进入",
    typed: "请输入通知单上的内容",
    where: "也可以重新打开收到的链接。",
    organisation: "组织（如通知单上有）",
    code: "加入码",
    next: "继续",
    needed: "必填",
    signIn: "前往登录",
  },
});

type Opened = Schemas["LinkAnswer"];
/** Of these nothing is to be had by typing them again. */
const OVER = new Set(["link-used", "link-expired", "link-revoked", "link-ended"]);

export default function Welcome() {
  const t = useTexts(both);
  const { name } = useTexts(WELCOME);
  const [link, setLink] = useState(() => linkIn(location.hash));
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const open = useCallback(async (asked: Link) => {
    setProblem(null);
    try {
      setOpened(await got(client.POST("/v1/invitations/opening", { body: asked })));
      setLink(asked);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setLink(null);
      setProblem(error);
    }
  }, []);
  useEffect(() => {
    const found = linkIn(location.hash);
    if (found) void open(found);
  }, [open]);
  useEffect(() => {
    // Another link in the same window differs behind the # alone, for which no browser loads a page anew.
    const anew = () => location.reload();
    addEventListener("hashchange", anew);
    return () => removeEventListener("hashchange", anew);
  }, []);

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={56} height={56} />
        {link === null ? (
          <>
            <h1>{name}</h1>
            <ProblemNotice problem={problem} />
            {!(problem && OVER.has(problem.code)) && <Typed onTyped={open} />}
          </>
        ) : opened === null ? (
          <Loading />
        ) : (
          <Choose link={link} opened={opened} onOver={(over) => (setLink(null), setProblem(over))} />
        )}
        <div className="sign-in-foot">
          {opened === null && (
            <Button type="link" href="/">
              {t.signIn}
            </Button>
          )}
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}

function Typed({ onTyped }: { onTyped: (link: Link) => Promise<void> }) {
  const t = useTexts(both);
  const [busy, setBusy] = useState(false);
  const send = async ({ organisation, login, code }: Link) => {
    setBusy(true);
    await onTyped({ organisation: organisation?.trim() || undefined, login: login.trim(), code: code.trim() });
    setBusy(false);
  };
  return (
    <>
      <p>
        {t.typed} <span className="quiet">{t.where}</span>
      </p>
      <Form<Link> layout="vertical" requiredMark={false} onFinish={(typed) => void send(typed)}>
        <Form.Item name="organisation" label={t.organisation}>
          <Input autoComplete="organization" size="large" />
        </Form.Item>
        <Form.Item name="login" label={t.number} rules={[{ required: true, message: t.needed }]}>
          <Input autoComplete="username" autoCapitalize="characters" size="large" />
        </Form.Item>
        <Form.Item name="code" label={t.code} rules={[{ required: true, message: t.needed }]}>
          <Input autoComplete="one-time-code" autoCapitalize="characters" size="large" className="number" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t.next}
        </Button>
      </Form>
    </>
  );
}

function Choose({ link, opened, onOver }: { link: Link; opened: Opened; onOver: (problem: Problem) => void }) {
  const t = useTexts(both);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const name = opened.name ?? opened.employee_no;

  const choose = async ({ password }: { password: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await got(client.POST("/v1/invitations/acceptance", { body: { ...link, password, cookie: true } }));
      if ("csrf_token" in answer) keepCsrfToken(answer.csrf_token);
      sessionStorage.clear();
      keepSignedIn(true);
      // In the place of the link, which nobody goes back to.
      location.replace("/");
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setBusy(false);
      if (OVER.has(error.code)) onOver(error);
      else setProblem(error);
    }
  };
  return (
    <>
      <h1>{opened.purpose === "join" ? t.hello(name) : t.again(name)}</h1>
      <p className="quiet">
        {opened.organisation_name} · {t.number} <span className="number">{opened.employee_no}</span>
      </p>
      <p>{opened.purpose === "join" ? t.join : t.reset}</p>
      <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={(typed) => void choose(typed)}>
        <ProblemNotice problem={problem} />
        {/* For what keeps passwords: whose this one is. */}
        <input type="text" autoComplete="username" value={opened.employee_no} readOnly hidden />
        <NewPassword label={t.password} size="large" autoFocus />
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t.enter}
        </Button>
      </Form>
    </>
  );
}
