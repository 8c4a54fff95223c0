import { BellOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { Link, useNavigate } from "react-router";

import { useSession } from "../session/session";
import { type Language, texts, useLanguage, useTexts } from "../texts";
import { useChooseLanguage } from "../language";
import { type Look, chooseLook, keptLook } from "../theme";
import { useUnread } from "./unread";

const both = texts({
  en: {
    home: "Home", news: "Notifications", unread: (n: number) => `Notifications, ${n} new`, mine: "Account menu", guide: "Guide",
    settings: "Password", out: "Sign out", light: "Light", dark: "Dark", device: "Like the device",
  },
  zh: {
    home: "首页", news: "通知", unread: (n: number) => `通知，${n} 条新消息`, mine: "账户菜单", guide: "使用指南",
    settings: "修改密码", out: "退出登录", light: "浅色", dark: "深色", device: "跟随设备",
  },
}); // prettier-ignore

export function Header() {
  const t = useTexts(both);
  const { me, signOut } = useSession();
  const go = useNavigate();
  const language = useLanguage();
  const choose = useChooseLanguage();
  const unread = useUnread();
  const picked = (key: string) => {
    if (key === "out") signOut();
    else if (key.startsWith("/")) void go(key);
    else if (key === "en" || key === "zh") choose(key satisfies Language);
    else chooseLook(key as Look);
  };
  const items = [
    { key: "who", disabled: true, label: `${me.name ?? ""} ${me.employee_no}` },
    { key: "/guide", label: t.guide },
    { key: "/password", label: t.settings },
    { type: "divider" as const },
    { key: language === "zh" ? "en" : "zh", label: language === "zh" ? "English" : "中文" },
    ...(["light", "dark", "device"] as const).map((look) => ({ key: look, label: t[look] })),
    { type: "divider" as const },
    { key: "out", label: t.out },
  ];
  return (
    <header className="frame-header">
      <Link to="/" className="brand">
        <img src="/icon.svg" alt={t.home} width={28} height={28} />
        <span>{me.organisation_name}</span>
      </Link>
      <div className="row">
        <Link to="/notifications" className="bell" aria-label={unread > 0 ? t.unread(unread) : t.news}>
          <BellOutlined />
          {unread > 0 && <span className="count">{unread > 99 ? "99+" : unread}</span>}
        </Link>
        <Dropdown
          trigger={["click"]}
          menu={{ items, selectable: true, selectedKeys: [keptLook()], onClick: ({ key }) => picked(key) }}
        >
          <Button type="text" icon={<UserOutlined />} aria-label={`${me.name ?? me.employee_no} · ${t.mine}`} className="who">
            <span className="who-name">{me.name ?? me.employee_no}</span>
          </Button>
        </Dropdown>
      </div>
    </header>
  );
}
