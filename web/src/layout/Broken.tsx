import { Button } from "antd";
import { useState } from "react";
import { useRouteError } from "react-router";

import { texts, useTexts } from "../texts";

const both = texts({
  en: {
    title: "This page could not be shown",
    why: "A newer version may have been installed, or the network failed.",
    again: "Try again",
    away: "The ledger cannot be reached at the moment. Nothing is lost; please try again a little later.",
  },
  zh: {
    title: "页面无法显示",
    why: "可能已安装新版本，或网络出现问题。",
    again: "重试",
    away: "暂时连接不上账本。内容不会丢失，请稍后再试。",
  },
});

/** Whether it answers: a page that is loaded while it does not would be the browser's own about that. */
const answers = (): Promise<boolean> => fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok, () => false); // prettier-ignore

interface Props {
  /** The frame is around it, so that the menu still works. */
  inside?: boolean;
  /** How to try again; the whole page is loaded anew where nobody knows better, or where that fails, too. */
  again?: () => Promise<unknown>;
}

/** A page that could not be loaded or drawn. */
export function Broken({ inside = false, again }: Props) {
  const t = useTexts(both);
  const error = useRouteError();
  const [state, setState] = useState<"said" | "asking" | "away">("said");
  if (error) console.error(error);
  const tryAgain = async () => {
    setState("asking");
    if (!(await answers())) return setState("away");
    if (!again) return location.reload();
    await again().then(
      () => setState("said"),
      () => location.reload(),
    );
  };
  return (
    <div className="failed" role="alert" style={inside ? {} : { padding: 48 }}>
      <h1>{t.title}</h1>
      <p className="quiet">{state === "away" ? t.away : t.why}</p>
      <Button type="primary" loading={state === "asking"} onClick={() => void tryAgain()}>
        {t.again}
      </Button>
    </div>
  );
}
