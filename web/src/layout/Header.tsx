import { BellOutlined, UserOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { Link } from "react-router";

import { useMe } from "../session/session";
import { texts, useTexts } from "../texts";
import { later } from "./quiet";
import { SearchButton } from "./SearchButton";
import { useUnread } from "./unread";

const both = texts({
  en: { home: "Home", news: "Notifications", unread: (n: number) => `Notifications, ${n} new`, mine: "Account menu" },
  zh: { home: "首页", news: "通知", unread: (n: number) => `通知，${n} 条新消息`, mine: "账户菜单" },
});

const AccountMenu = later(() => import("./AccountMenu"));

export function Header() {
  const t = useTexts(both);
  const me = useMe();
  const unread = useUnread();
  /** Null until it was opened once. */
  const [open, setOpen] = useState<boolean | null>(null);
  const name = me.name ?? me.employee_no;
  const who = (
    <Button type="text" icon={<UserOutlined />} aria-label={`${name} · ${t.mine}`} className="who" autoFocus={open === true}>
      <span className="who-name">{name}</span>
    </Button>
  );
  return (
    <header className="frame-header">
      <Link to="/" className="brand">
        <img src="/icon.svg" alt={t.home} width={28} height={28} />
        <span>{me.organisation_name}</span>
      </Link>
      <div className="row">
        <SearchButton />
        <Link to="/notifications" className="bell" aria-label={unread > 0 ? t.unread(unread) : t.news}>
          <BellOutlined />
          {unread > 0 && <span className="count">{unread > 99 ? "99+" : unread}</span>}
        </Link>
        {open === null ? (
          <span onClick={() => setOpen(true)}>{who}</span>
        ) : (
          <Suspense fallback={who}>
            <AccountMenu open={open} onOpen={setOpen}>
              {who}
            </AccountMenu>
          </Suspense>
        )}
      </div>
    </header>
  );
}
