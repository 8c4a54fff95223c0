import { useMemo } from "react";

import { useDepartments } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame } from "./ReportFrame";
import { columns } from "./options";

const both = texts({
  en: {
    title: "Liability", lead: "Outstanding points, by the month in which they expire.", total: "Outstanding",
    department: "Department", people: "People", balance: "Balance", held: "Held", below: "Below zero", never: "No expiry", none: "No points are outstanding.",
  },
  zh: {
    title: "未兑换积分负债", lead: "尚未兑换的积分，按到期月份统计。", total: "未兑换",
    department: "部门", people: "人数", balance: "余额", held: "冻结", below: "欠分", never: "不过期", none: "没有未兑换的积分。",
  },
}); // prettier-ignore

export default function LiabilityReport() {
  const t = useTexts(both);
  const f = useFormats();
  const { nameOf } = useDepartments();
  const answer = useGet("/v1/reports/liability");
  const option = useMemo(() => {
    const items = answer.data?.items ?? [];
    const months = [...new Set(items.map(({ month }) => month))].toSorted((one, other) => (one ?? "9").localeCompare(other ?? "9"));
    const departments = [...new Set(items.map(({ department }) => department))];
    const pointsOf = (department: string | null, month: string | null) => items.find((row) => row.department === department && row.month === month)?.points ?? 0;
    return columns(
      months.map((month) => month ?? t.never),
      departments.map((department) => ({ name: nameOf(department), values: months.map((month) => pointsOf(department, month)) })),
      f.points,
    );
  }, [answer.data, nameOf, f, t]);
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/liability" answer={answer} isEmpty={({ items, departments }) => items.length === 0 && departments.length === 0} empty={t.none}>
      {({ departments, points }) => (
        <>
          <section className="card">
            <h2>
              {t.total}: <Points points={points} />
            </h2>
            <Chart option={option} label={t.lead} name="liability" />
          </section>
          <Listing
            query={{ items: departments, isPending: false, error: null }}
            label={t.title}
            idOf={({ department }) => String(department)}
            empty=""
            columns={[
              { title: t.department, show: ({ department }) => nameOf(department) },
              { title: t.people, number: true, show: ({ people }) => f.points(people) },
              { title: t.balance, number: true, show: ({ balance }) => <Points points={balance} /> },
              { title: t.held, number: true, show: ({ held }) => <Points points={held} /> },
              { title: t.below, number: true, show: ({ below_zero }) => <Points points={below_zero} /> },
            ]}
          />
        </>
      )}
    </ReportFrame>
  );
}
