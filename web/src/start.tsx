/** The page takes the place of its outline. */
import { startTransition } from "react";
import { createRoot } from "react-dom/client";

import { Page, queries } from "./Page";
import { askWho } from "./session/who";

export async function start(root: HTMLElement, me: Promise<Response> | undefined): Promise<void> {
  if (me !== undefined) await askWho(queries, me);
  // A transition: the outline stays until there is something better.
  startTransition(() => createRoot(root).render(<Page />));
}
