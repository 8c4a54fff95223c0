/** How points are spread over my people, who stands out, who was not thanked lately, and what my budget still does. */
import { Empty, Segmented } from "antd";
import { useState } from "react";

import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Titled } from "../../components/Titled";
import { today, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { BudgetOfMonth } from "./BudgetOfMonth";
import { Members } from "./Members";
import { NotThanked } from "./NotThanked";
import { Spread } from "./Spread";
import "./team.css";

const both = texts({
  en: { title: "My team", lead: "Net points of grants and claims, as on the leaderboards.", period: "Period", year: "This year", members: "People", none: "Nobody reports to you yet." },
  zh: { title: "我的团队", lead: "按授予与申报的净积分计算，与排行榜一致。", period: "时间", year: "今年", members: "成员", none: "目前没有人向您汇报。" },
}); // prettier-ignore

const MOST = 1000;

export default function Team() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const month = today(me.time_zone).slice(0, 7);
  const [period, setPeriod] = useState(month);
  const { data, error, refetch } = useGet("/v1/reports/team", { query: { period, limit: MOST } }, { keep: true });
  return (
    <Titled
      title={t.title}
      lead={t.lead}
      actions={
        <Segmented
          aria-label={t.period}
          value={period}
          onChange={setPeriod}
          options={[
            { value: month, label: f.month(month) },
            { value: month.slice(0, 4), label: t.year },
          ]}
        />
      }
    >
      <div className="columns">
        <section className="card">
          <h2>{t.members}</h2>
          {data && data.items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.none} />}
          {data && data.items.length > 0 && <Members members={data.items} />}
          {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
          {!data && !error && <Loading lines={8} />}
        </section>
        <div className="stack">
          {data && data.items.length > 0 && <NotThanked members={data.items} />}
          {data && data.items.length > 0 && <Spread spread={data.distribution} />}
          <BudgetOfMonth month={month} />
        </div>
      </div>
    </Titled>
  );
}
