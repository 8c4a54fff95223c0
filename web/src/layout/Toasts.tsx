/** Says what has just happened to the person, while they look at something else. */
import AppContext from "antd/es/app/context";
import { use, useEffect } from "react";

import { isToldAlready } from "../api/notifications";
import { useLive } from "../api/stream";
import { useNotificationText } from "../components/notification-text";

export function Toasts() {
  const { notification } = use(AppContext);
  const { hear } = useLive();
  const textOf = useNotificationText();
  useEffect(
    () =>
      hear((told) => {
        if (isToldAlready(told)) return;
        const { title, detail } = textOf(told);
        notification.open({ key: String(told.position), title, description: detail, placement: "top", duration: 5 });
      }),
    [hear, notification, textOf],
  );
  return null;
}
