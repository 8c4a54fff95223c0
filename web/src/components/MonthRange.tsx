import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";

import { texts, useTexts } from "../texts";

const both = texts({ en: { from: "From month", to: "To month" }, zh: { from: "起始月份", to: "结束月份" } });

interface Props {
  from: string;
  to: string;
  onChange: (range: { from: string; to: string }) => void;
}

/** From one month to another, YYYY-MM. */
export function MonthRange({ from, to, onChange }: Props) {
  const t = useTexts(both);
  const pick = (label: string, value: string, changed: (month: string) => void) => (
    <DatePicker
      picker="month"
      aria-label={label}
      allowClear={false}
      inputReadOnly
      style={{ flex: "1 1 120px", maxWidth: 180 }}
      value={dayjs(`${value}-01`)}
      onChange={(month) => month && changed(month.format("YYYY-MM"))}
    />
  );
  return (
    <div className="row">
      {pick(t.from, from, (month) => onChange({ from: month, to: month > to ? month : to }))}
      <span aria-hidden>–</span>
      {pick(t.to, to, (month) => onChange({ from: month < from ? month : from, to: month }))}
    </div>
  );
}
