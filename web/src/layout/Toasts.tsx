/** Says what has just happened to the person, while they look at something else. */
import AppContext from "antd/es/app/context";
import { use, useEffect } from "react";

import { isToldAlready } from "../api/notifications";
import { useLive } from "../api/stream";
import { useNotificationText } from "../components/notification-text";
import { useMe } from "../session/session";

export default function Toasts() {
  const { notification } = use(AppContext);
  const { hear } = useLive();
  const textOf = useNotificationText();
  /** What was read on another device is no news. */
  const { read_up_to } = useMe().preferences;
  useEffect(
    () =>
      hear((told) => {
        if (isToldAlready(told) || told.position <= read_up_to) return;
        const { title, detail } = textOf(told);
        notification.open({ key: String(told.position), title, description: detail, placement: "top", duration: 5 });
      }),
    [hear, notification, textOf, read_up_to],
  );
  return null;
}
