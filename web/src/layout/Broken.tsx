import { Button } from "antd";
import { useRouteError } from "react-router";

import { texts, useTexts } from "../texts";

const both = texts({
  en: { title: "This page could not be shown", why: "A newer version may have been installed, or the network failed.", again: "Load again" },
  zh: { title: "页面无法显示", why: "可能已安装新版本，或网络出现问题。", again: "重新加载" },
});

/** A page that could not be loaded or drawn; `inside` the frame, so that the menu still works. */
export function Broken({ inside = false }: { inside?: boolean }) {
  const t = useTexts(both);
  console.error(useRouteError());
  return (
    <div className="failed" role="alert" style={inside ? {} : { padding: 48 }}>
      <h1>{t.title}</h1>
      <p className="quiet">{t.why}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t.again}
      </Button>
    </div>
  );
}
