/** Who was invited, who came, and who is to be invited again. */
import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { useDepartments } from "../../../api/directory";
import { useGet, useList } from "../../../api/queries";
import { CommandButton } from "../../../components/CommandButton";
import { type Column, Listing } from "../../../components/Listing";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { useFilters } from "../../../components/search-params";
import { useFormats } from "../../../formats";
import { texts, useAbout, useTexts } from "../../../texts";
import { InviteDialog } from "./Invite";
import type { Whom } from "./given";

type Invited = Schemas["InvitationView"];
type State = Invited["state"];

const both = texts({
  en: {
    title: "Invitations",
    people: "All people",
    lead: (came: number, people: number) => `${came.toLocaleString("en")} of ${people.toLocaleString("en")} invited people joined by their link`,
    none: "Nobody here. Invite people from their page, or all of an import at once.",
    states: { "": "All", uninvited: "Not invited", open: "Waiting", used: "Used", expired: "Expired", revoked: "Revoked" },
    name: "Name",
    state: "Link",
    given: "Given",
    until: "Valid until",
    times: "Links so far",
    invite: "Invite",
    inviteAll: (n: number) => (n === 1 ? "Invite the one who has no link" : `Invite all ${n.toLocaleString("en")} who have no link`),
    everybodyIn: "Everybody can sign in or has a link.",
    department: "Department",
    again: "Invite again",
    againAll: (n: number) => (n === 1 ? "Invite the expired one again" : `Invite all ${n.toLocaleString("en")} expired again`),
    revoke: "Revoke",
    revoked: "Link revoked",
    reset: "new password",
  },
  zh: {
    title: "邀请",
    people: "全部人员",
    lead: (came: number, people: number) => `已邀请 ${people.toLocaleString("zh-CN")} 人，其中 ${came.toLocaleString("zh-CN")} 人已加入`,
    none: "暂无。可在人员页面邀请个人，或在导入页面一次邀请全部人员。",
    states: { "": "全部", uninvited: "未邀请", open: "待使用", used: "已使用", expired: "已过期", revoked: "已收回" },
    name: "姓名",
    state: "链接",
    given: "发出",
    until: "有效期至",
    times: "累计次数",
    invite: "邀请",
    inviteAll: (n: number) => `邀请尚无链接的 ${n.toLocaleString("zh-CN")} 人`,
    everybodyIn: "所有人都已能登录，或已收到链接。",
    department: "部门",
    again: "再次邀请",
    againAll: (n: number) => `再次邀请已过期的 ${n.toLocaleString("zh-CN")} 人`,
    revoke: "收回",
    revoked: "链接已收回",
    reset: "重设密码",
  },
});

const STATES = ["", "uninvited", "open", "used", "expired", "revoked"] as const;
/** Who can't sign in and has no link; whether or not they came with an import. */
const UNINVITED = "uninvited";
const MOST_AT_ONCE = 1000;

export default function Invitations() {
  const t = useTexts(both);
  const f = useFormats();
  const say = useAbout();
  const { nameOf } = useDepartments();
  const [whom, setWhom] = useState<Whom | null>(null);
  const [{ state, import: of }, filter] = useFilters(["state", "import"]);
  const within = of ? { import_id: of } : {};
  const query = useList("/v1/invitations", { query: { limit: 100, ...within, ...(state && state !== UNINVITED ? { state: state as State } : {}) } });
  const missing = useList("/v1/invitations/uninvited", { query: { limit: 100 } });
  const uninvited = missing.first?.count ?? 0;
  const expired = useGet("/v1/invitations", { query: { limit: MOST_AT_ONCE, state: "expired", ...within } }).data?.items ?? [];
  const counts = query.first?.counts;
  const numberOf: Record<string, number> = counts === undefined ? {} : { "": counts.people, uninvited, open: counts.open, used: counts.used, expired: counts.expired, revoked: counts.revoked };
  const name: Column<{ employee_no: string; name: string | null }> = {
    title: t.name,
    lead: true,
    show: ({ employee_no, name }) => (
      <>
        <Link to={`/people/${employee_no}`}>
          <bdi>{name ?? employee_no}</bdi>
        </Link>{" "}
        <span className="quiet number">{employee_no}</span>
      </>
    ),
  };
  const columns: Column<Invited>[] = [
    name,
    {
      title: t.state,
      show: ({ state: is, purpose }) => (
        <>
          {t.states[is]}
          {purpose === "reset" && <span className="quiet"> · {t.reset}</span>}
        </>
      ),
    },
    { title: t.given, show: ({ given_at }) => <When at={given_at} /> },
    { title: t.until, show: (one) => (one.state === "open" ? f.time(one.expires_at) : "") },
    { title: t.times, number: true, wideOnly: true, show: ({ times }) => f.points(times) },
  ];
  return (
    <Titled
      title={t.title}
      lead={counts && t.lead(counts.came, counts.people)}
      actions={
        <>
          {uninvited > 0 && (
            <Button type="primary" onClick={() => setWhom({ uninvited })}>
              {t.inviteAll(uninvited)}
            </Button>
          )}
          {expired.length > 0 && (
            <Button onClick={() => setWhom({ employees: expired.map(({ employee_no }) => employee_no) })}>
              {t.againAll(expired.length)}
            </Button>
          )}
          <Link to="/people">{t.people}</Link>
        </>
      }
    >
      <div className="stack">
        <div style={{ overflowX: "auto" }}>
          <Segmented
            aria-label={t.state}
            value={state}
            onChange={(chosen) => filter({ state: chosen })}
            options={STATES.map((value) => ({ value, label: `${t.states[value]} ${f.points(numberOf[value] ?? 0)}` }))}
          />
        </div>
        {state === UNINVITED && (
          <Listing
            query={missing}
            columns={[name, { title: t.department, show: ({ department }: Schemas["UninvitedView"]) => nameOf(department) }]}
            idOf={({ employee_no }) => employee_no}
            empty={t.everybodyIn}
            label={t.states.uninvited}
            actions={({ employee_no, name }) => (
              <Button aria-label={say(t.invite, name ?? employee_no)} onClick={() => setWhom({ employees: [employee_no] })}>
                {t.invite}
              </Button>
            )}
          />
        )}
        {state !== UNINVITED && <Listing
          query={query}
          columns={columns}
          idOf={({ employee_no }) => employee_no}
          empty={t.none}
          label={t.title}
          actions={({ employee_no, name, state: is }) =>
            is === "used" ? null : (
              <>
                <Button aria-label={say(t.again, name ?? employee_no)} onClick={() => setWhom({ employees: [employee_no] })}>
                  {t.again}
                </Button>
                {is === "open" && (
                  <CommandButton label={t.revoke} about={name ?? employee_no} path="/v1/invitations/{employee_no}/revocation" at={{ employee_no }} done={t.revoked} />
                )}
              </>
            )
          }
        />}
        {/* Here, since the row that it was opened from is gone once there is a new link. */}
        {whom && <InviteDialog whom={whom} onClose={() => setWhom(null)} />}
      </div>
    </Titled>
  );
}
