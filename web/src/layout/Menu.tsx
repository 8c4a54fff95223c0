import { NavLink } from "react-router";

import { useWaiting } from "../api/waiting";
import { useMe } from "../session/session";
import { useLanguage } from "../texts";
import { GROUPS, marksExactly, menuOf } from "./menu-pages";

export function Menu({ onChosen }: { onChosen?: () => void }) {
  const language = useLanguage();
  const me = useMe();
  const waiting = useWaiting();
  return (
    <div className="menu">
      {menuOf(me).map(([group, pages]) => (
        <section key={group} aria-labelledby={`menu-${group}`}>
          <h2 id={`menu-${group}`}>{GROUPS[group][language]}</h2>
          <ul>
            {pages.map(({ path, label, icon: Icon }) => (
              <li key={path}>
                <NavLink to={path} end={marksExactly(path)} onClick={onChosen}>
                  {Icon && <Icon />}
                  <span>{label?.[language]}</span>
                  {waiting(path) > 0 && <span className="count">{waiting(path)}</span>}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
