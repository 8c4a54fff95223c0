/** The sign-in over a page whose session ended. */
import { Modal } from "antd";

import { texts, useTexts } from "../texts";
import SignIn from "./SignIn";
import type { Me } from "./session";

const both = texts({
  en: { ended: "Your session has ended", kept: "Sign in again to continue. Nothing you typed is lost." },
  zh: { ended: "登录已过期", kept: "请重新登录后继续，您填写的内容不会丢失。" },
});

export default function Again({ me, onEntered }: { me: Me; onEntered: () => Promise<void> }) {
  const t = useTexts(both);
  return (
    <Modal open title={t.ended} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <p>{t.kept}</p>
      <SignIn onEntered={onEntered} again={me} />
    </Modal>
  );
}
