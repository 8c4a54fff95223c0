/**
 * One gesture decides one thing: for a moment after it whatever slides under the finger takes neither tap nor swipe. Who
 * hears the page is told nothing of that, since nothing is off.
 */
import { now } from "../moments";

const SAME_MS = 400;
const PLACES = "#content, .held";

let until = 0;

/** Something was decided just now. */
export const beginGesture = (): void => {
  until = now() + SAME_MS;
};

export const isSameGesture = (): boolean => now() < until;

const swallow = (event: Event) => {
  if (!isSameGesture() || !(event.target instanceof Element) || !event.target.closest(PLACES)) return;
  event.preventDefault();
  event.stopPropagation();
};
for (const kind of ["pointerdown", "click"]) document.addEventListener(kind, swallow, { capture: true });
