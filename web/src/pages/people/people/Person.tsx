/** One person: the record as of today, what held before, and what hr and the administrator may do. */
import { Link, useParams } from "react-router";

import { type Person as Somebody, useDepartments } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { RefusedSignIns } from "../../../components/RefusedSignIns";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { today, useFormats } from "../../../formats";
import { holds, useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { roleNames } from "../words";
import { Invite } from "../invitations/Invite";
import { ChangeRecord } from "./ChangeRecord";
import { EmployeeState } from "./EmployeeState";
import { Fact } from "./Fact";
import { PersonHistory } from "./PersonHistory";
import { PersonPoints } from "./PersonPoints";
import { SetPassword } from "./SetPassword";
import "../../../components/facts.css";
import "./people.css";

const both = texts({
  en: {
    all: "All people",
    record: "Record",
    department: "Department",
    manager: "Manager",
    job: "Job",
    roles: "Roles",
    entity: "Legal entity",
    centre: "Cost centre",
    hired: "Hired on",
    left: "Last working day",
    pay: "Pay standard per month",
    share: "Performance share",
    invite: "Invite by link",
    toRoles: "Change roles",
    oneself: "You can’t change your own record; another HR has to.",
  },
  zh: {
    all: "全部人员",
    record: "档案",
    department: "部门",
    manager: "直接上级",
    job: "岗位",
    roles: "角色",
    entity: "法人主体",
    centre: "成本中心",
    hired: "入职日期",
    left: "离职日期",
    pay: "月度标准工资",
    share: "绩效占比",
    invite: "链接邀请",
    toRoles: "授予与收回角色",
    oneself: "不能修改自己的档案，请由另一位 HR 修改。",
  },
});

export default function Person() {
  const t = useTexts(both);
  const me = useMe();
  const { no = "" } = useParams();
  const { data: person, error, refetch } = useGet("/v1/employees/{employee_no}", { path: { employee_no: no } });
  if (error && !person) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!person) return <Loading lines={8} />;
  const isHr = holds(me, ["hr"]);
  const mine = person.employee_no === me.employee_no;
  const mayPassword = !mine && (holds(me, ["admin"]) || (isHr && (person.roles ?? []).length === 0));
  const lead = (
    <>
      <span className="number">{person.employee_no}</span> <EmployeeState person={person} day={today(me.time_zone)} />
    </>
  );
  return (
    <Titled title={person.name ?? person.employee_no} lead={lead} actions={<Link to="/people">{t.all}</Link>}>
      <div className="stack">
        <section className="card stack">
          <h2 style={{ margin: 0, fontSize: 16 }}>{t.record}</h2>
          <Facts person={person} />
          <div className="row">
            {isHr && !mine && <ChangeRecord person={person} />}
            {mayPassword && <Invite whom={{ employees: [person.employee_no] }} label={t.invite} about={person.name ?? person.employee_no} />}
            {mayPassword && <SetPassword person={person} />}
            {holds(me, ["admin"]) && <Link to={`/roles?person=${person.employee_no}`}>{t.toRoles}</Link>}
            {isHr && mine && <span className="quiet">{t.oneself}</span>}
          </div>
        </section>
        {isHr && !(person.roles ?? []).includes("auditor") && <PersonPoints person={person} />}
        <PersonHistory no={person.employee_no} />
        {isHr && <RefusedSignIns of={person.employee_no} />}
      </div>
    </Titled>
  );
}

function Facts({ person }: { person: Somebody }) {
  const t = useTexts(both);
  const f = useFormats();
  const names = useTexts(roleNames);
  const { nameOf } = useDepartments();
  return (
    <dl className="facts">
      <Fact title={t.department}>{nameOf(person.department)}</Fact>
      <Fact title={t.manager}>{person.manager && <PersonName no={person.manager} />}</Fact>
      <Fact title={t.job}>{person.job}</Fact>
      <Fact title={t.roles}>{(person.roles ?? []).map((role) => names[role] ?? role).join(" · ")}</Fact>
      <Fact title={t.entity}>{person.legal_entity}</Fact>
      <Fact title={t.centre}>{person.cost_centre}</Fact>
      <Fact title={t.hired}>{person.hired_on && <When at={person.hired_on} />}</Fact>
      <Fact title={t.left}>{person.left_on && <When at={person.left_on} />}</Fact>
      {person.pay_standard !== undefined && <Fact title={t.pay}>{person.pay_standard && f.money(person.pay_standard)}</Fact>}
      {person.performance_share !== undefined && <Fact title={t.share}>{person.performance_share && f.percent(person.performance_share)}</Fact>}
    </dl>
  );
}
