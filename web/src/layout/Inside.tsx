/** What stands there for who is signed in: the sign-in needs none of it. */
import { message as messages, notification as notifications } from "antd";
import AppContext from "antd/es/app/context";
import { useMemo } from "react";
import { RouterProvider } from "react-router";

import { router } from "../router";

/** No more than this is said at once. */
const SAID = { maxCount: 2 };

/**
 * What `App` of Ant Design gives to `App.useApp()`, without its dialogs: they would be an eighth of all code that a home
 * begins with, and every dialog here is drawn by who opens it.
 */
export default function Inside() {
  const [message, said] = messages.useMessage(SAID);
  const [notification, told] = notifications.useNotification();
  const given = useMemo(() => ({ message, notification, modal: NO_DIALOGS }), [message, notification]);
  return (
    <AppContext value={given}>
      <div className="ant-app ledger">
        {said}
        {told}
        <RouterProvider router={router} />
      </div>
    </AppContext>
  );
}

const NO_DIALOGS = {} as Parameters<typeof AppContext.Provider>[0]["value"]["modal"];
