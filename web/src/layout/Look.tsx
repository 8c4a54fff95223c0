/** A look at somebody, beside the page or over the lower part of a phone: who they are, what they have, what comes next. */
import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";

import type { Schemas } from "../api/client";
import { useDepartments } from "../api/directory";
import { useGet } from "../api/queries";
import { ClaimState } from "../components/ClaimState";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { useLookAway } from "../components/look";
import { PersonName } from "../components/PersonName";
import { Points } from "../components/Points";
import { TagName } from "../components/TagName";
import { EntryRow } from "../pages/everybody/EntryRow";
import { type Me, holds, useMe } from "../session/session";
import { texts, useTexts } from "../texts";
import { useWide } from "../theme";
import { mayOpen } from "./menu-pages";
import "../components/facts.css";
import "./look.css";

const both = texts({
  en: {
    look: "Person at a glance",
    close: "Close",
    department: "Department",
    job: "Job",
    manager: "Manager",
    rank: "Rank this month",
    place: (rank: number) => `No. ${rank}`,
    balance: "Balance",
    lately: "Lately",
    claims: "Claims",
    gone: "Not employed",
    nobody: "There is nobody with this number.",
    basics: "For other colleagues you see only the name, department and rank.",
    nothing: "Nothing yet",
    erased: "No longer readable",
    grant: "Grant",
    award: "Award",
    record: "Open the whole page",
    events: "All events",
  },
  zh: {
    look: "人员概览",
    close: "关闭",
    department: "部门",
    job: "岗位",
    manager: "直接上级",
    rank: "本月排名",
    place: (rank: number) => `第 ${rank} 名`,
    balance: "积分余额",
    lately: "最近积分",
    claims: "最近申报",
    gone: "非在职",
    nobody: "没有这个工号的人。",
    basics: "其他同事仅显示姓名、部门和排名。",
    nothing: "暂无",
    erased: "内容已不可读",
    grant: "授予积分",
    award: "即时奖励",
    record: "打开完整页面",
    events: "全部事件",
  },
});

/** So many of the last entries: claims come into sight below them. */
const LATELY = 3;

/** `open`: it stays where it is while it closes, and the focus goes back. */
export default function Look({ at, open }: { at: string; open: boolean }) {
  const t = useTexts(both);
  const away = useLookAway();
  const me = useMe();
  const wide = useWide(720);
  const no = at.startsWith("person:") ? at.slice("person:".length) : "";
  const { data, error, refetch } = useGet("/v1/employees/{employee_no}/look", { path: { employee_no: no } }, { enabled: no !== "" });
  const nobody = no === "" || (error as { status?: number } | null)?.status === 404;
  return (
    <Drawer
      open={open}
      onClose={away}
      placement={wide ? "right" : "bottom"}
      size={wide ? 420 : "90%"}
      title={data ? (data.name ?? data.employee_no) : t.look}
      closable={{ "aria-label": t.close }}
      footer={data && hasWays(data, me) && <Ways of={data} />}
      className="look"
    >
      {nobody ? <p className="quiet">{t.nobody}</p> : error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : data ? <Somebody of={data} /> : <Loading lines={6} />}
    </Drawer>
  );
}

type Seen = Schemas["Look"];

function Somebody({ of }: { of: Seen }) {
  const t = useTexts(both);
  const { nameOf } = useDepartments();
  return (
    <div className="stack">
      <p className="look-no">
        <span className="quiet number">{of.employee_no}</span> {!of.employed && <span className="low">{t.gone}</span>}
      </p>
      <dl className="facts">
        <Fact title={t.department}>{nameOf(of.department)}</Fact>
        <Fact title={t.job}>{of.job}</Fact>
        <Fact title={t.manager}>{of.manager && <PersonName no={of.manager} />}</Fact>
        <Fact title={t.rank}>
          {of.place && (
            <>
              {t.place(of.place.rank)} · <Points points={of.place.points} />
            </>
          )}
        </Fact>
        <Fact title={t.balance}>{of.balance !== null && <Points points={of.balance} />}</Fact>
      </dl>
      {of.in_sight ? <Lately of={of} /> : <p className="quiet">{t.basics}</p>}
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lately({ of }: { of: Seen }) {
  const t = useTexts(both);
  return (
    <>
      {of.balance !== null && (
        <section>
          <h3>{t.lately}</h3>
          {of.entries.length === 0 && <p className="quiet">{t.nothing}</p>}
          <ul className="look-list">
            {of.entries.slice(0, LATELY).map((entry) => (
              <EntryRow key={entry.position} entry={entry} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t.claims}</h3>
        {of.claims.length === 0 && <p className="quiet">{t.nothing}</p>}
        <ul className="look-list">
          {of.claims.map(({ id, description, tag, state, reversed }) => (
            <li key={id}>
              <Link to={`/claims/${id}`}>{description ?? t.erased}</Link>
              <p className="row quiet">
                <TagName code={tag} /> <ClaimState state={state} reversed={reversed} />
              </p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const recordOf = ({ employee_no }: Seen): string => `/people/${employee_no}`;
const eventsOf = ({ employee_no }: Seen): string => `/audit/subjects/employee:${employee_no}`;
const hasWays = (of: Seen, me: Me): boolean => of.may_grant || mayOpen(recordOf(of), me) || mayOpen(eventsOf(of), me);

/** What the reader may do from here. */
function Ways({ of }: { of: Seen }) {
  const t = useTexts(both);
  const me = useMe();
  const go = useNavigate();
  const whole = recordOf(of);
  const events = eventsOf(of);
  return (
    <div className="row look-ways">
      {of.may_grant && (
        <Button type="primary" onClick={() => void go(`/grant?employee=${of.employee_no}`)}>
          {holds(me, ["manager"]) ? t.grant : t.award}
        </Button>
      )}
      {mayOpen(whole, me) && <Link to={whole}>{t.record}</Link>}
      {mayOpen(events, me) && <Link to={events}>{t.events}</Link>}
    </div>
  );
}
