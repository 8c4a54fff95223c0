/** The budgets of everybody who grants, in one table: only what was changed is sent, all of it or nothing. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";

import { Files } from "../../components/Files";
import { useFilters } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { today, useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { BudgetTable } from "./BudgetTable";
import { monthAfter } from "./budget-rows";
import "./economy.css";

const both = texts({
  en: { title: "Budgets", lead: "What each manager may grant in a month. What is not used by the end of the month lapses.", before: "Previous month", after: "Next month" },
  zh: { title: "积分预算", lead: "每位管理者当月可授予的积分，月底未用部分过期归还。", before: "上个月", after: "下个月" },
});

export default function Budgets() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const present = today(me.time_zone).slice(0, 7);
  const [filters, filter] = useFilters(["month"]);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(filters.month) ? filters.month : present;
  const go = (by: number) => filter({ month: monthAfter(month, by) });
  return (
    <Titled
      title={t.title}
      lead={t.lead}
      actions={
        <>
          <Files path="/v1/reports/budgets" query={{ from: month, to: month }} />
          <div className="row together">
            <Button size="large" icon={<LeftOutlined />} aria-label={t.before} onClick={() => go(-1)} />
            <strong aria-live="polite" className="number">
              {f.month(month)}
            </strong>
            <Button size="large" icon={<RightOutlined />} aria-label={t.after} onClick={() => go(1)} />
          </div>
        </>
      }
    >
      <BudgetTable key={month} month={month} present={present} editable={holds(me, ["hr"]) && month >= present} />
    </Titled>
  );
}
