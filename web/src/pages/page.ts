import type { ComponentType } from "react";

import type { Matter, Role } from "../session/session";
import type { Both } from "../texts";

/** Under which heading of the menu a page stands; in this order. */
export type Group = "me" | "team" | "economy" | "people" | "insight" | "audit" | "administration";

export interface PageRoute {
  path: string;
  /** In the menu; none: it is reached from another page. */
  label?: Both<string>;
  group: Group;
  /** Who finds it in the menu and may open it; the service decides about each question again. Everybody without. */
  roles?: readonly Role[];
  /** Also who stands in for another in one of these. */
  matters?: readonly Matter[];
  icon?: ComponentType<{ "aria-hidden"?: boolean }>;
  /** Stands in the bar at the bottom of a phone for these roles, the lowest first. */
  atHand?: Partial<Record<Role, number>>;
  load: () => Promise<{ default: ComponentType }>;
}
