import { type ComponentType, lazy } from "react";

/** Some moments after the start, or when somebody does something: what is not seen at first loads only then. */
const QUIET_MS = 5_000;

export const quiet = new Promise<void>((resolve) => {
  setTimeout(resolve, QUIET_MS);
  for (const doing of ["pointerdown", "keydown"]) addEventListener(doing, () => resolve(), { once: true, capture: true });
});

/**
 * A part to draw once it is asked for. It loads when it is quiet; where that fails, as without a network, it loads when
 * it is drawn.
 */
export function later<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  void quiet.then(load).catch(() => undefined);
  return lazy(load);
}
