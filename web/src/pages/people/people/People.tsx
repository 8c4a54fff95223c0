import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";

import { type Person, useDepartments } from "../../../api/directory";
import { useList } from "../../../api/queries";
import { DepartmentPicker } from "../../../components/DepartmentPicker";
import { Files } from "../../../components/Files";
import { type Column, Listing } from "../../../components/Listing";
import { NothingYet } from "../../../components/NothingYet";
import { PersonName } from "../../../components/PersonName";
import { Titled } from "../../../components/Titled";
import { useFilters, useSort } from "../../../components/search-params";
import { today } from "../../../formats";
import { holds, useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { InviteDialog } from "../invitations/Invite";
import { EmployeeState } from "./EmployeeState";
import { NewEmployee } from "./NewEmployee";

const both = texts({
  en: {
    title: "People",
    search: "Name, pinyin or number",
    department: "Department",
    none: "Nobody found. Try part of the name or number.",
    noneYet: "Nobody is in this department yet.",
    ask: "HR adds or imports people.",
    bring: "Import people",
    name: "Name",
    number: "Number",
    manager: "Manager",
    invitations: "Invitations",
    invite: "Invite by link",
    job: "Job",
    found: "Search",
  },
  zh: {
    title: "人员",
    search: "姓名、拼音或工号",
    department: "部门",
    none: "没有找到。可尝试姓名、拼音或工号的一部分。",
    noneYet: "这个部门还没有人员。",
    ask: "人员由 HR 新增或导入。",
    bring: "导入人员",
    name: "姓名",
    number: "工号",
    manager: "直接上级",
    invitations: "邀请",
    invite: "链接邀请",
    job: "岗位",
    found: "搜索",
  },
});

const WAIT_MS = 250;

export default function People() {
  const t = useTexts(both);
  const me = useMe();
  const { nameOf } = useDepartments();
  const [{ search, department }, filter] = useFilters(["search", "department"]);
  const [whom, setWhom] = useState<string[] | null>(null);
  const [typed, setTyped] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => typed !== search && filter({ search: typed }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, search, filter]);
  const sort = useSort(["name", "employee", "department"]);
  const asked = { ...(search && { search }), ...(department && { department }), sort: sort.by };
  const query = useList("/v1/employees", { query: { limit: 50, ...asked } });
  const day = today(me.time_zone);
  const columns: Column<Person>[] = [
    {
      title: t.name,
      lead: true,
      sort: "name",
      show: (person) => (
        <>
          <Link to={`/people/${person.employee_no}`}>{<bdi>{person.name ?? person.employee_no}</bdi>}</Link>{" "}
          <EmployeeState person={person} day={day} />
        </>
      ),
    },
    { title: t.number, sort: "employee", show: ({ employee_no }) => <span className="number">{employee_no}</span> },
    { title: t.department, sort: "department", show: (person) => nameOf(person.department) },
    { title: t.job, show: ({ job }) => <span className="said">{job ?? ""}</span> },
    { title: t.manager, wideOnly: true, show: ({ manager }) => manager && <PersonName no={manager} /> },
  ];
  return (
    <Titled
      title={t.title}
      actions={
        <>
          <Files path="/v1/employees" query={asked} />
          <Link to="/invitations">{t.invitations}</Link>
          {holds(me, ["hr"]) && <NewEmployee />}
        </>
      }
    >
      <div className="stack">
        <div className="columns">
          <Input.Search
            aria-label={t.search}
            placeholder={t.search}
            size="large"
            allowClear
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onSearch={(text) => filter({ search: text })}
          />
          <DepartmentPicker
            aria-label={t.department}
            placeholder={t.department}
            size="large"
            allowClear
            value={department || undefined}
            onChange={(code?: string) => filter({ department: code })}
          />
        </div>
        <Listing
          query={query}
          columns={columns}
          idOf={({ employee_no }) => employee_no}
          empty={search ? t.none : <NothingYet why={t.noneYet} ask={t.ask} step={{ label: t.bring, to: "/imports", roles: ["hr"] }} />}
          label={t.title}
          sort={sort}
          bulkActions={(chosen) => (
            <Button type="primary" onClick={() => setWhom(chosen.map(({ employee_no }) => employee_no))}>
              {t.invite}
            </Button>
          )}
          filters={[
            { label: t.found, value: search || undefined, clear: () => { setTyped(""); filter({ search: null }); } },
            { label: t.department, value: department ? nameOf(department) : undefined, clear: () => filter({ department: null }) },
          ]}
        />
        {whom && <InviteDialog whom={{ employees: whom }} onClose={() => setWhom(null)} />}
      </div>
    </Titled>
  );
}
