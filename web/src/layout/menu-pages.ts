import { matchPath } from "react-router";

import { pages } from "../pages";
import type { Group, PageRoute } from "../pages/page";
import { type Me, type Role, holds } from "../session/session";
import { type Both, texts } from "../texts";

export const GROUPS: Record<Group, Both<string>> = {
  me: texts({ en: "For me", zh: "我的" }),
  team: texts({ en: "My team", zh: "我的团队" }),
  economy: texts({ en: "Points", zh: "积分运营" }),
  people: texts({ en: "People", zh: "人员" }),
  insight: texts({ en: "Reports", zh: "报表" }),
  audit: texts({ en: "Audit", zh: "审计" }),
  administration: texts({ en: "Administration", zh: "系统管理" }),
};

export const opens = ({ roles, matters = [] }: PageRoute, me: Me): boolean =>
  roles === undefined || holds(me, roles) || matters.some((matter) => me.stands_in.includes(matter));

/** The pages that stand in somebody's menu, by group. */
export function menuOf(me: Me): [Group, PageRoute[]][] {
  const mine = pages.filter((page) => page.label !== undefined && opens(page, me));
  return (Object.keys(GROUPS) as Group[])
    .map((group): [Group, PageRoute[]] => [group, mine.filter((page) => page.group === group)])
    .filter(([, found]) => found.length > 0);
}

/** The group of the page at an address. */
export const groupOf = (pathname: string): Group | undefined => pages.find(({ path }) => matchPath(path, pathname) !== null)?.group;

/** Whether only the path itself marks a page of the menu: one that stands in it, too, is below. */
export const marksExactly = (path: string): boolean =>
  path === "/" || pages.some((page) => page.label !== undefined && page.path.startsWith(`${path}/`));

/** The four pages that somebody's thumb reaches: what their roles do most. */
export function atHandOf(me: Me): PageRoute[] {
  const rank = (page: PageRoute): number =>
    Math.min(...Object.entries(page.atHand ?? {}).map(([role, place]) => (me.roles.includes(role as Role) ? place : Infinity)));
  return pages
    .filter((page) => opens(page, me) && rank(page) < Infinity)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, 4);
}

export function mayOpen(pathname: string, me: Me): boolean {
  const page = pages.find(({ path }) => matchPath(path, pathname) !== null);
  return page === undefined || opens(page, me);
}
