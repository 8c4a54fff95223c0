/** What stands there for who is signed in: the sign-in needs none of it. */
import AppContext from "antd/es/app/context";
import { type ComponentProps, type ComponentType, useState } from "react";
import { RouterProvider } from "react-router";

import { router } from "../router";
import { quiet } from "./quiet";

type Given = ComponentProps<typeof AppContext.Provider>["value"];
export type Says = Pick<Given, "message" | "notification">;
type Saying = ComponentType<{ there: (says: Says) => void }>;

/**
 * What `App` of Ant Design gives to `App.useApp()`, without its dialogs: they would be an eighth of all code that a home
 * begins with, and every dialog here is drawn by who opens it. Nothing is said at first, so what shows it loads later.
 */
export default function Inside() {
  const [Saying, setSaying] = useState<Saying | null>(null);
  const [{ given, there }] = useState(() => keeping(setSaying));
  return (
    <AppContext value={given}>
      <div className="ant-app ledger">
        {Saying && <Saying there={there} />}
        <RouterProvider router={router} />
      </div>
    </AppContext>
  );
}

/** What is said before it can be shown is kept until then; where what shows it did not load, the next word tries again. */
function keeping(show: (saying: () => Saying) => void): { given: Given; there: (says: Says) => void } {
  const load = () => import("./Saying").then(({ default: saying }) => show(() => saying)).catch(() => undefined);
  let there: (says: Says) => void = () => undefined;
  const ready = new Promise<Says>((resolve) => {
    there = resolve;
  });
  const says = <Name extends keyof Says>(name: Name): Says[Name] => {
    const said = (verb: PropertyKey, words: unknown[]) => {
      void load();
      void ready.then((found) => (found[name] as unknown as Record<PropertyKey, (...words: unknown[]) => void>)[verb]?.(...words));
    };
    return new Proxy({} as Says[Name], { get: (_, verb) => (...words: unknown[]) => said(verb, words) });
  };
  void quiet.then(load);
  return { given: { message: says("message"), notification: says("notification"), modal: NO_DIALOGS }, there };
}

const NO_DIALOGS = {} as Given["modal"];
