/** Single keys, where nothing is being typed. */
import { useEffect, useRef } from "react";

type Keys = Record<string, () => void>;

/** `once`: while one is held down it says one thing. `walking`: go on while they are held. */
export function useKeys(active: boolean, once: Keys, walking: Keys = {}): void {
  const present = useRef({ active, once, walking });
  present.current = { active, once, walking };
  useEffect(() => {
    let down: string | null = null;
    const pressed = (event: KeyboardEvent) => {
      // Neither the next card hears it again, nor a field that it opened.
      if (event.repeat && event.key === down) {
        event.preventDefault();
        return;
      }
      if (!present.current.active || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isCovered()) return;
      const act = present.current.walking[event.key] ?? (event.repeat ? undefined : present.current.once[event.key]);
      if (act === undefined) return;
      event.preventDefault();
      down = event.key in present.current.once ? event.key : null;
      act();
    };
    const released = ({ key }: KeyboardEvent) => {
      if (key === down) down = null;
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("keyup", released);
    return () => {
      document.removeEventListener("keydown", pressed);
      document.removeEventListener("keyup", released);
    };
  }, []);
}

/** The search lies over the page, wherever in it the focus is. */
const isCovered = (): boolean => document.querySelector("dialog:modal") !== null;

const TYPED = "input:not([type=checkbox]), textarea, select, [role=combobox], [role=dialog]";

export const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPED) !== null);
