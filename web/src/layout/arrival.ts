/** Coming to a new address: who reads by ear or goes by keys is at its heading, and not where they were on the last. */
import { useEffect, useRef } from "react";
import { useLocation, useNavigation } from "react-router";

/** So long a page may take to draw its heading. */
const PATIENCE_MS = 5_000;

export function useArrival(): void {
  const { pathname } = useLocation();
  const there = useNavigation().state === "idle";
  const was = useRef(pathname);
  useEffect(() => {
    if (!there || was.current === pathname) return;
    was.current = pathname;
    return onceDrawn((heading) => {
      // A field that the page has put them into, or that they have gone to meanwhile, is where they want to be.
      if (document.activeElement?.closest("main, dialog")) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }, [pathname, there]);
}

/** Does something with the page's heading as soon as it is there; gives what stops waiting for it. */
function onceDrawn(arrive: (heading: HTMLElement) => void): () => void {
  const began = performance.now();
  let frame = 0;
  const look = () => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading !== null) arrive(heading);
    else if (performance.now() - began < PATIENCE_MS) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
