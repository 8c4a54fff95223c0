/** What stands in a window whose person is not who is signed in any more: who that is, and how to go on. */
import { Button } from "antd";

import { texts, useTexts } from "../texts";
import type { InBrowser } from "./windows";

const both = texts({
  en: {
    other: (name: string) => `${name} signed in in another window`,
    unnamed: "Somebody else",
    out: "You signed out in another window",
    gone: "What stood here was put away, so that nothing is written in another’s name.",
    goOn: (name: string) => `Continue as ${name}`,
    reload: "Reload the page",
    enter: "Sign in",
  },
  zh: {
    other: (name: string) => `${name}已在其他窗口登录`,
    unnamed: "其他人",
    out: "您已在其他窗口退出登录",
    gone: "为避免以他人名义操作，此窗口中的内容已清除。",
    goOn: (name: string) => `以${name}的身份继续`,
    reload: "重新加载",
    enter: "重新登录",
  },
});

export default function PutAway({ who }: { who: InBrowser }) {
  const t = useTexts(both);
  const name = who?.name ?? who?.employee_no;
  return (
    <main className="sign-in">
      <section className="sign-in-card put-away" role="alert">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1>{who === null ? t.out : t.other(name || t.unnamed)}</h1>
        <p className="quiet">{t.gone}</p>
        <Button type="primary" size="large" block autoFocus onClick={() => location.assign("/")}>
          {who === null ? t.enter : name ? t.goOn(name) : t.reload}
        </Button>
      </section>
    </main>
  );
}
