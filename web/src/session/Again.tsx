/** The sign-in over a page whose session ended. */
import { Button, Modal } from "antd";

import type { Problem } from "../api/problem";
import { ProblemNotice } from "../components/ProblemNotice";
import { texts, useTexts } from "../texts";
import SignIn from "./SignIn";
import type { Me } from "./session";

const both = texts({
  en: { ended: "Your session has ended", kept: "Sign in again to continue. Nothing you typed is lost.", other: "Not you? Use another account" },
  zh: { ended: "登录已过期", kept: "请重新登录后继续，您填写的内容不会丢失。", other: "不是您本人？换一个账号" },
});

const SET_BY_ANOTHER = "password-set-by-another";

interface Props {
  me: Me;
  why: Problem;
  onEntered: () => Promise<void>;
  onLeave: () => void;
}

export default function Again({ me, why, onEntered, onLeave }: Props) {
  const t = useTexts(both);
  return (
    <Modal open title={t.ended} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      {why.code === SET_BY_ANOTHER && <ProblemNotice problem={why} />}
      <p>{t.kept}</p>
      <SignIn onEntered={onEntered} again={me} />
      <Button type="link" block onClick={onLeave} style={{ marginTop: 12 }}>
        {t.other}
      </Button>
    </Modal>
  );
}
