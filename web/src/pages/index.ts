/** Every page of the application. An area adds its own list here. */
import { everybody } from "./everybody";
import type { PageRoute } from "./page";

export const pages: readonly PageRoute[] = [...everybody];
