/** The tree of departments as of today: head, people, and a change from a day on. */
import { Link } from "react-router";

import { usePeople } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { Files } from "../../../components/Files";
import { type Column, Listing } from "../../../components/Listing";
import { NothingYet } from "../../../components/NothingYet";
import { PersonName } from "../../../components/PersonName";
import { Titled } from "../../../components/Titled";
import { today, useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { ChangeDepartment } from "./ChangeDepartment";
import { DepartmentHistory } from "./DepartmentHistory";
import { NewDepartment } from "./NewDepartment";
import { type Placed, treeOf } from "./tree";
import "./departments.css";

const both = texts({
  en: {
    title: "Departments",
    none: "There are no departments yet. Who heads one decides on its people’s claims and grants to them.",
    ask: "HR adds them.",
    name: "Department",
    code: "Code",
    head: "Head",
    nobody: "None; the head of the department above approves",
    people: "People",
    peopleBelow: (own: string, all: string) => `${own} (${all} with sub-departments)`,
    level: (n: number) => `level ${n}`,
  },
  zh: {
    title: "部门",
    none: "还没有部门。部门负责人审批本部门的申报，并向本部门人员授予积分。",
    ask: "部门由 HR 新增。",
    name: "部门",
    code: "编码",
    head: "负责人",
    nobody: "未设置，由上级部门负责人审批",
    people: "人数",
    peopleBelow: (own: string, all: string) => `${own}，含下级 ${all}`,
    level: (n: number) => `第 ${n} 级`,
  },
});


export default function Departments() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const { data, isPending, error, refetch } = useGet("/v1/departments");
  const { people, whole } = usePeople();
  const day = today(me.time_zone);
  const items = treeOf(data?.items ?? [], people.filter(({ left_on }) => !left_on || left_on >= day));
  const columns: Column<Placed>[] = [
    {
      title: t.name,
      lead: true,
      show: ({ code, name, depth }) => (
        <span className="department" data-depth={Math.min(depth, 6)}>
          <span className="visually-hidden">{t.level(depth + 1)}: </span>
          <Link to={`/people?department=${encodeURIComponent(code)}`} className="said">
            {name}
          </Link>
        </span>
      ),
    },
    { title: t.code, show: ({ code }) => <span className="quiet">{code}</span> },
    { title: t.head, show: ({ head }) => (head ? <PersonName no={head} /> : <span className="quiet">{t.nobody}</span>) },
    // Only where everybody is known: a part of the people would be a wrong number.
    ...(whole
      ? [
          {
            title: t.people,
            number: true,
            show: ({ own, all }: Placed) => (own === all ? f.number(own) : t.peopleBelow(f.number(own), f.number(all))),
          },
        ]
      : []),
  ];
  return (
    <Titled
      title={t.title}
      actions={
        <>
          <Files path="/v1/departments" />
          <NewDepartment />
        </>
      }
    >
      <Listing
        query={{ items, isPending, error, retry: () => void refetch() }}
        columns={columns}
        idOf={({ code }) => code}
        empty={<NothingYet why={t.none} ask={t.ask} step={{ button: <NewDepartment />, roles: ["hr"] }} />}
        label={t.title}
        filters={[]}
        actions={(department) => (
          <>
            <DepartmentHistory department={department} />
            <ChangeDepartment department={department} />
          </>
        )}
      />
    </Titled>
  );
}
