/** Every page of the application. An area adds its own list here. */
import { audit } from "./audit";
import { economy } from "./economy";
import { employee } from "./employee";
import { everybody } from "./everybody";
import { insight } from "./insight";
import { manager } from "./manager";
import type { PageRoute } from "./page";
import { people } from "./people";

export const pages: readonly PageRoute[] = [...everybody, ...employee, ...manager, ...economy, ...insight, ...people, ...audit];
