import { Segmented, Select } from "antd";
import { useEffect, useState } from "react";

import { useDepartments, usePerson, useTags } from "../../api/directory";
import { useLive } from "../../api/stream";
import { Titled } from "../../components/Titled";
import { today, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { Places } from "./Places";

const both = texts({
  en: {
    title: "Leaderboard",
    lead: "Net points of grants and claims. Redeeming never lowers a rank.",
    whole: "Organisation",
    scope: "Scope",
    period: "Period",
    year: "This year",
    all: "All time",
    departments: "Departments",
    tags: "Value tags",
  },
  zh: {
    title: "排行榜",
    lead: "按授予与申报的净积分排名，兑换不影响名次。",
    whole: "全公司",
    scope: "范围",
    period: "时间",
    year: "今年",
    all: "全部",
    departments: "部门",
    tags: "价值标签",
  },
});

const PLACES = 50;

export default function Leaderboard() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const { departments } = useDepartments();
  const { tags } = useTags();
  const { follow } = useLive();
  const month = today(me.time_zone).slice(0, 7);
  const [scope, setScope] = useState("organisation");
  const [period, setPeriod] = useState(month);
  const mine = usePerson(me.employee_no)?.department;

  useEffect(() => {
    follow(scope.startsWith("tag:") ? "organisation" : scope);
    return () => follow("organisation");
  }, [scope, follow]);

  // Somebody's own department comes first.
  const ordered = departments.toSorted((one, other) => Number(other.code === mine) - Number(one.code === mine));
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <div className="row">
          <Select
            aria-label={t.scope}
            value={scope}
            onChange={setScope}
            style={{ minWidth: 200, flex: "1 1 200px", maxWidth: 360 }}
            showSearch={{ optionFilterProp: "label" }}
            options={[
              { value: "organisation", label: t.whole },
              { label: t.departments, options: ordered.map(({ code, name }) => ({ value: `department:${code}`, label: name })) },
              { label: t.tags, options: tags.filter((tag) => tag.state === "active").map(({ code, name }) => ({ value: `tag:${code}`, label: name })) },
            ]}
          />
          <Segmented
            aria-label={t.period}
            value={period}
            onChange={setPeriod}
            options={[
              { value: month, label: f.month(month) },
              { value: month.slice(0, 4), label: t.year },
              { value: "all", label: t.all },
            ]}
          />
        </div>
        <section className="card">
          <Places scope={scope} period={period} limit={PLACES} />
        </section>
      </div>
    </Titled>
  );
}
