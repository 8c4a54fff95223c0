/** Whether this window still speaks for whom it was opened by: other windows say so, and the service when it is looked at. */
import { useEffect, useState } from "react";

import { onAnotherPerson, putAway } from "../api/client";
import { type Person, forgetPeople, isSamePerson, wasSignedIn } from "../device";
import { type InBrowser, hearWindows } from "./windows";

const UNNAMED = { organisation: "", employee_no: "", name: null };

/** Asked in nobody's name, since it is not known whose it would be. */
const whoIsThere = (): Promise<InBrowser> =>
  fetch("/v1/me").then(
    async (answer) => (answer.ok ? ((await answer.json()) as InBrowser) : UNNAMED),
    () => UNNAMED,
  );

/**
 * Who is there in place of `me`, once somebody is: by then all that stood here has been put away. Undefined as long as it
 * is still them. `onAgain`: they signed in anew in another window. `ask`: ask the service who is signed in, and what they have chosen on
 * other devices.
 */
export function useInBrowser(me: Person | undefined, onAgain: () => unknown, ask: () => unknown): InBrowser | undefined {
  const [other, setOther] = useState<InBrowser | undefined>(undefined);
  useEffect(() => {
    if (me === undefined) return undefined;
    let gone = false;
    const leave = (who: InBrowser) => {
      gone = true;
      putAway();
      forgetPeople(who);
      setOther(who);
    };
    const unheard = hearWindows((who) => {
      if (who !== null && isSamePerson(who, me) && !gone) void onAgain();
      else leave(who);
    });
    const unknown = onAnotherPerson(() => {
      if (gone) return;
      leave(UNNAMED);
      void whoIsThere().then(setOther);
    });
    const look = () => {
      if (gone || document.visibilityState !== "visible") return;
      if (wasSignedIn()) void ask();
      else leave(null);
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      unheard();
      unknown();
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, [me, onAgain, ask]);
  return other;
}
