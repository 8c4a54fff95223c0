import { Link } from "react-router";

import { texts, useTexts } from "../texts";

const both = texts({
  en: { title: "There is nothing here for you", why: "The address is wrong, or your role does not open this page.", home: "Home" },
  zh: { title: "这里没有您可以查看的内容", why: "地址有误，或您的角色不能打开此页面。", home: "返回首页" },
});

export function NotFound() {
  const t = useTexts(both);
  return (
    <div className="failed">
      <h1>{t.title}</h1>
      <p className="quiet">{t.why}</p>
      <Link to="/">{t.home}</Link>
    </div>
  );
}
