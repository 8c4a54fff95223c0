/** What the reader's roles do most, as large buttons under the thumb. */
import { Link } from "react-router";

import { useWaiting } from "../../api/waiting";
import { atHandOf } from "../../layout/menu-pages";
import { useMe } from "../../session/session";
import { useLanguage } from "../../texts";

export function QuickLinks() {
  const language = useLanguage();
  const me = useMe();
  const waiting = useWaiting();
  const pages = atHandOf(me).filter(({ path }) => path !== "/");
  return (
    <nav className="quick" aria-label={language === "zh" ? "快捷入口" : "Quick links"}>
      {pages.map(({ path, label, icon: Icon }) => (
        <Link key={path} to={path} className="card">
          {Icon && <Icon />}
          <span>{label?.[language]}</span>
          {waiting(path) > 0 && <span className="count">{waiting(path)}</span>}
        </Link>
      ))}
    </nav>
  );
}
