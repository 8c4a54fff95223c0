/** The bar at the bottom of a phone: what one's roles do most, and the whole menu behind "More". */
import { MenuOutlined } from "@ant-design/icons";
import { Suspense, useState } from "react";
import { NavLink } from "react-router";

import { useWaiting } from "../api/waiting";
import { useMe } from "../session/session";
import { texts, useLanguage, useTexts } from "../texts";
import { atHandOf } from "./menu-pages";
import { later } from "./quiet";

const both = texts({ en: { more: "More", at: "Most used" }, zh: { more: "更多", at: "常用" } });

const More = later(() => import("./More"));

export function AtHand() {
  const t = useTexts(both);
  const language = useLanguage();
  const me = useMe();
  const waiting = useWaiting();
  /** Null until it was opened once. */
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <nav className="at-hand" aria-label={t.at}>
        {atHandOf(me).map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={path} end={path === "/"}>
            <span className="at-hand-icon">
              {Icon && <Icon aria-hidden />}
              {waiting(path) > 0 && <span className="count">{waiting(path)}</span>}
            </span>
            <span>{label?.[language]}</span>
          </NavLink>
        ))}
        <button type="button" onClick={() => setOpen(true)} aria-expanded={open === true}>
          <span className="at-hand-icon">
            <MenuOutlined aria-hidden />
          </span>
          <span>{t.more}</span>
        </button>
      </nav>
      {open !== null && (
        <Suspense>
          <More title={t.more} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
