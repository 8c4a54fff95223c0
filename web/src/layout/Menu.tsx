import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";

import { useWaiting } from "../api/waiting";
import { useKept } from "../components/kept";
import type { Group, PageRoute } from "../pages/page";
import { useMe } from "../session/session";
import { useLanguage } from "../texts";
import { GROUPS, groupOf, marksExactly, menuOf } from "./menu-pages";

/** Of a longer menu the groups fold: else most of it would be out of sight. */
const SHORT = 14;

export function Menu({ onChosen }: { onChosen?: () => void }) {
  const me = useMe();
  const { pathname } = useLocation();
  const groups = menuOf(me);
  const folds = groups.flatMap(([, pages]) => pages).length > SHORT;
  const here = groupOf(pathname);
  /** Which groups somebody opened or folded themselves; the first and that of the present page are open by themselves. */
  const [chosen, choose] = useKept<Partial<Record<Group, boolean>>>("menu", {});
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => show(menu.current), [pathname]);
  return (
    <div className="menu" ref={menu}>
      {groups.map(([group, pages], place) => {
        const open = !folds || group === here || (chosen[group] ?? place === 0);
        const fold = folds && group !== here ? () => choose((was) => ({ ...was, [group]: !open })) : undefined;
        return <Section key={group} group={group} pages={pages} open={open} fold={fold} onChosen={onChosen} />;
      })}
    </div>
  );
}

interface Props {
  group: Group;
  pages: PageRoute[];
  open: boolean;
  /** Folds it, or opens it; the group of the present page stays open. */
  fold: (() => void) | undefined;
  onChosen: (() => void) | undefined;
}

function Section({ group, pages, open, fold, onChosen }: Props) {
  const language = useLanguage();
  const waiting = useWaiting();
  const name = GROUPS[group][language];
  const waits = pages.reduce((sum, { path }) => sum + waiting(path), 0);
  return (
    <section aria-labelledby={`menu-${group}`}>
      <h2 id={`menu-${group}`}>
        {fold ? (
          <button type="button" className="menu-fold" aria-expanded={open} onClick={fold}>
            {name}
            {!open && waits > 0 && <span className="count">{waits}</span>}
          </button>
        ) : (
          name
        )}
      </h2>
      {open && (
        <ul>
          {pages.map(({ path, label, icon: Icon }) => (
            <li key={path}>
              <NavLink to={path} end={marksExactly(path)} onClick={onChosen}>
                {Icon && <Icon aria-hidden />}
                <span>{label?.[language]}</span>
                {waiting(path) > 0 && <span className="count">{waiting(path)}</span>}
              </NavLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Scrolls the menu, and only the menu, as far as its link to the present page needs. */
function show(menu: HTMLElement | null): void {
  const link = menu?.querySelector("[aria-current=page]")?.getBoundingClientRect();
  const around = menu?.parentElement;
  if (!link || !around) return;
  const { top, bottom } = around.getBoundingClientRect();
  if (link.top < top || link.bottom > bottom) around.scrollTop += (link.top + link.bottom - top - bottom) / 2;
}
