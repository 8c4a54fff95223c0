/** Where what is said to the person shows: a line at the top, or a card with words of advice. */
import { message as messages, notification as notifications } from "antd";
import { useEffect } from "react";

import type { Says } from "./Inside";

/** No more than this is said at once. */
const SAID = { maxCount: 2 };

export default function Saying({ there }: { there: (says: Says) => void }) {
  const [message, said] = messages.useMessage(SAID);
  const [notification, told] = notifications.useNotification();
  useEffect(() => there({ message, notification }), [there, message, notification]);
  return (
    <>
      {said}
      {told}
    </>
  );
}
