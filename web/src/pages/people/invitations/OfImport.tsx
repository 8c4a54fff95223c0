/** After an import of people: how many of them came, and inviting those who have no password. */
import { Link } from "react-router";

import { useGet } from "../../../api/queries";
import { texts, useTexts } from "../../../texts";
import { Invite } from "./Invite";

const both = texts({
  en: {
    title: "Invite them",
    lead: "Give everybody of this import who has no password yet a link, to be printed or sent. They choose their own password.",
    invite: "Invite by link",
    again: "Invite those again who have not joined",
    came: (came: number, people: number) => `${came.toLocaleString("en")} of ${people.toLocaleString("en")} joined`,
    all: "See who",
  },
  zh: {
    title: "邀请加入",
    lead: "为本次导入中尚无密码的人员各生成一个链接，可打印或发送，由本人设置密码。",
    invite: "链接邀请",
    again: "再次邀请未加入者",
    came: (came: number, people: number) => `${people.toLocaleString("zh-CN")} 人中已有 ${came.toLocaleString("zh-CN")} 人加入`,
    all: "查看名单",
  },
});

export function OfImport({ id }: { id: string }) {
  const t = useTexts(both);
  const { data } = useGet("/v1/invitations", { query: { limit: 1, import_id: id } });
  const invited = data !== undefined && data.counts.people > 0;
  return (
    <section className="card stack">
      <h2 style={{ margin: 0, fontSize: 16 }}>{t.title}</h2>
      <p style={{ margin: 0 }}>{t.lead}</p>
      <div className="row">
        <Invite type="primary" whom={{ import_id: id }} label={invited ? t.again : t.invite} />
        {invited && (
          <>
            <span>{t.came(data.counts.came, data.counts.people)}</span>
            <Link to={`/invitations?import=${id}`}>{t.all}</Link>
          </>
        )}
      </div>
    </section>
  );
}
