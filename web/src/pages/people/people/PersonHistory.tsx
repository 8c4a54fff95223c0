import type { Schemas } from "../../../api/client";
import { useDepartments } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { type Column, Listing } from "../../../components/Listing";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { roleNames } from "../words";

const both = texts({
  en: {
    title: "Employment history",
    roles: "Role history",
    when: "When",
    department: "Department",
    manager: "Manager",
    job: "Job",
    pay: "Pay standard",
    share: "Performance share",
    role: "Roles",
    by: "Assigned by",
    no: "none",
    still: (from: string) => `since ${from}`,
    span: (from: string, to: string) => `${from} – ${to}`,
    never: "No roles have been assigned.",
  },
  zh: {
    title: "任职历史",
    roles: "角色历史",
    when: "时间",
    department: "部门",
    manager: "直接上级",
    job: "岗位",
    pay: "标准工资",
    share: "绩效占比",
    role: "角色",
    by: "授予人",
    no: "无",
    still: (from: string) => `${from} 起`,
    span: (from: string, to: string) => `${from} – ${to}`,
    never: "从未授予角色。",
  },
});

type Standing = Schemas["StandingView"];
type Given = Schemas["RolesView"];

export function PersonHistory({ no }: { no: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const names = useTexts(roleNames);
  const { nameOf } = useDepartments();
  const { data, error, refetch } = useGet("/v1/employees/{employee_no}/history", { path: { employee_no: no } });
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const span = (from: string, to: string | null | undefined): string => (to ? t.span(f.date(from), f.date(to)) : t.still(f.date(from)));
  const withPay = data.items.some(({ pay_standard, performance_share }) => pay_standard || performance_share);
  const standing: Column<Standing>[] = [
    { title: t.when, lead: true, show: ({ from, to }) => span(from, to) },
    { title: t.department, show: ({ department }) => nameOf(department) },
    { title: t.manager, show: ({ manager }) => (manager ? <PersonName no={manager} /> : "–") },
    { title: t.job, show: ({ job }) => <span className="said">{job ?? "–"}</span> },
    ...(withPay
      ? [
          { title: t.pay, number: true, show: ({ pay_standard }: Standing) => (pay_standard ? f.money(pay_standard) : "–") },
          { title: t.share, number: true, show: ({ performance_share }: Standing) => (performance_share ? f.percent(performance_share) : "–") },
        ]
      : []),
  ];
  const roles: Column<Given>[] = [
    { title: t.when, lead: true, show: ({ from, to }) => span(from, to) },
    { title: t.role, show: ({ roles: given }) => given.map((role) => names[role] ?? role).join(" · ") || t.no },
    { title: t.by, show: ({ given_by }) => <PersonName no={given_by} /> },
  ];
  const done = { isPending: false, error: null };
  return (
    <>
      <section className="stack">
        <h2 style={{ margin: 0, fontSize: 18 }}>
          {t.title}
        </h2>
        <Listing query={{ items: data.items.toReversed(), ...done }} columns={standing} idOf={({ from }) => from} empty={t.no} label={t.title} />
      </section>
      {data.roles.some(({ roles: given }) => given.length > 0) && (
        <section className="stack">
          <h2 style={{ margin: 0, fontSize: 18 }}>
            {t.roles}
          </h2>
          <Listing query={{ items: data.roles.toReversed(), ...done }} columns={roles} idOf={({ from }) => from} empty={t.never} label={t.roles} />
        </section>
      )}
    </>
  );
}
