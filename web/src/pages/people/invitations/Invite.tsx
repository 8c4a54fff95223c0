/** A button that gives links, and the dialog in which they are shown. */
import { Button, type ButtonProps, Modal } from "antd";
import { Suspense, lazy, useState } from "react";

import { Loading } from "../../../components/Loading";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { plural, texts, useNamed, useTexts } from "../../../texts";
import { type Whom, useInvite } from "./given";

const Links = lazy(() => import("./Links"));

const both = texts({
  en: {
    title: "Invite by link",
    one: "This person gets a link by which they choose their own password. A link that they have already ends.",
    many: (n: number) => `${plural(n, "person", "people")} get a link each, by which they choose their own password. Links that they have already end.`,
    all: "Everybody of this import who has no password gets a link, by which they choose their own. Links that they have already end.",
    yours: "Whoever hands a link out could use it: for 30 days after it was used you count as someone who knows that person’s password.",
    create: "Create links",
    createOne: "Create the link",
    done: "Done",
  },
  zh: {
    title: "链接邀请",
    one: "为该员工生成一个链接，由本人设置密码。此前未用的链接随之失效。",
    many: (n: number) => `为 ${n.toLocaleString("zh-CN")} 人各生成一个链接，由本人设置密码。此前未用的链接随之失效。`,
    all: "为本次导入中尚无密码的每位员工生成一个链接，由本人设置密码。此前未用的链接随之失效。",
    yours: "发链接的人本可自行使用该链接：链接使用后 30 天内，您将被视为知悉该员工密码的人。",
    create: "生成链接",
    createOne: "生成链接",
    done: "完成",
  },
});

type Props = Pick<ButtonProps, "type" | "disabled"> & { whom: Whom; label: string; about?: string };

export function Invite({ whom, label, about, ...button }: Props) {
  const [open, setOpen] = useState(false);
  const named = useNamed(label, about);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} {...named}>
        {label}
      </Button>
      {open && <InviteDialog whom={whom} about={about} onClose={() => setOpen(false)} />}
    </>
  );
}

export function InviteDialog({ whom, about, onClose }: { whom: Whom; about?: string; onClose: () => void }) {
  const t = useTexts(both);
  const { invite, given, problem, busy } = useInvite();
  const one = "employees" in whom && whom.employees.length === 1;
  const says = "import_id" in whom ? t.all : one ? t.one : t.many("uninvited" in whom ? whom.uninvited : whom.employees.length);
  return (
    <Modal open title={about ? `${t.title} · ${about}` : t.title} onCancel={onClose} footer={null} width={560} mask={{ closable: given === null && !busy }}>
      <ProblemNotice problem={problem} />
      {given === null ? (
        <div className="stack">
          <p style={{ margin: 0 }}>{says}</p>
          <p className="quiet" style={{ margin: 0 }}>
            {t.yours}
          </p>
          <div>
            <Button type="primary" size="large" loading={busy} onClick={() => void invite(whom)}>
              {one ? t.createOne : t.create}
            </Button>
          </div>
        </div>
      ) : (
        <div className="stack">
          <Suspense fallback={<Loading />}>
            <Links given={given} />
          </Suspense>
          <div>
            <Button size="large" onClick={onClose}>
              {t.done}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
