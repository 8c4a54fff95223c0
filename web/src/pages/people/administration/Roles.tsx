import { Link, useSearchParams } from "react-router";

import { type Person, useDepartments } from "../../../api/directory";
import { useList } from "../../../api/queries";
import { type Column, Listing } from "../../../components/Listing";
import { Titled } from "../../../components/Titled";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { GIVEN_ROLES, roleMeanings, roleNames } from "../words";
import { GiveRole } from "./GiveRole";
import { RolesForm } from "./RolesForm";
import "./administration.css";

const both = texts({
  en: {
    title: "Roles",
    lead: "Everybody is an employee. Anyone who has reports or heads a department is a manager automatically. These four are assigned:",
    none: "No roles have been assigned yet.",
    name: "Name",
    no: "Number",
    department: "Department",
    roles: "Roles",
    self: "Only another administrator can change yours",
  },
  zh: {
    title: "角色",
    lead: "所有人都是员工；有下属或担任部门负责人的自动成为管理者。以下四种角色由系统管理员授予：",
    none: "还没有授予任何角色。",
    name: "姓名",
    no: "工号",
    department: "部门",
    roles: "角色",
    self: "本人的角色由另一位系统管理员修改",
  },
});

/** Who holds which role, and giving and taking them. */
export default function Roles() {
  const t = useTexts(both);
  const names = useTexts(roleNames);
  const meanings = useTexts(roleMeanings);
  const me = useMe();
  const { nameOf } = useDepartments();
  const [search] = useSearchParams();
  const query = useList("/v1/employees", { query: { with_roles: true, limit: 100 } });
  const columns: Column<Person>[] = [
    { title: t.name, lead: true, show: ({ employee_no, name }) => <Link to={`/people/${employee_no}`}>{<bdi>{name ?? employee_no}</bdi>}</Link> },
    { title: t.no, show: ({ employee_no }) => <span className="number">{employee_no}</span> },
    { title: t.department, show: ({ department }) => nameOf(department) || "–" },
    { title: t.roles, show: ({ roles }) => <strong>{(roles ?? []).map((role) => names[role] ?? role).join(" · ")}</strong> },
  ];
  return (
    <Titled title={t.title} lead={t.lead} actions={<GiveRole key={search.get("person")} to={search.get("person")} />}>
      <div className="stack">
        <dl className="card roles">
          {GIVEN_ROLES.map((role) => (
            <div key={role}>
              <dt>{names[role]}</dt>
              <dd>{meanings[role]}</dd>
            </div>
          ))}
        </dl>
        <Listing
          query={query}
          columns={columns}
          idOf={({ employee_no }) => employee_no}
          empty={t.none}
          label={t.title}
          actions={(person) => (person.employee_no === me.employee_no ? <span className="quiet">{t.self}</span> : <RolesForm person={person} />)}
        />
      </div>
    </Titled>
  );
}
