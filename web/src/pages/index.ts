/** Every page of the application. An area adds its own list here. */
import { audit } from "./audit";
import { everybody } from "./everybody";
import type { PageRoute } from "./page";

export const pages: readonly PageRoute[] = [...everybody, ...audit];
