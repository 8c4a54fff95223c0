import { Form, Radio } from "antd";

import { NumberInput } from "../../../components/NumberInput";
import { plural, texts, useTexts } from "../../../texts";
import { SettingCard, type Settings } from "./SettingCard";

const NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const both = texts({
  en: {
    title: "How long points last",
    means: "Applies to points credited from now on; points already credited keep their expiry date. Employees are reminded 30 and 7 days before.",
    kind: "Points expire",
    monthsKind: "After a number of months",
    yearly: "On a fixed day of the year",
    none: "Never",
    months: "Months (1 to 120)",
    month: "Month",
    day: "Day",
    now: { months: (n: number) => `${plural(n, "month")} after they are credited`, yearly: (month: number, day: number) => `Every year on ${day} ${NAMES[month - 1] ?? ""}`, none: "Never" },
  },
  zh: {
    title: "积分有效期",
    means: "只影响今后入账的积分，已入账的积分保留原到期日。到期前 30 天和 7 天会提醒本人。",
    kind: "积分到期方式",
    monthsKind: "若干个月后",
    yearly: "每年固定一天",
    none: "永不到期",
    months: "月数（1 至 120）",
    month: "月",
    day: "日",
    now: { months: (n: number) => `入账后 ${n} 个月`, yearly: (month: number, day: number) => `每年 ${month} 月 ${day} 日`, none: "永不到期" },
  },
});

interface Typed {
  lot_term: { kind: "months" | "yearly" | "none"; months: number; month: number; day: number };
}

const MONTHS = 120;

export function LotTerm({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTexts(both);
  const term = settings.lot_term as unknown as Typed["lot_term"];
  const now = term.kind === "none" ? t.now.none : term.kind === "months" ? t.now.months(term.months) : t.now.yearly(term.month, term.day);
  return (
    <SettingCard<Typed>
      name="lot-term"
      title={t.title}
      now={<strong>{now}</strong>}
      means={t.means}
      mayChange={mayChange}
      whose="admin"
      initial={{ lot_term: term }}
      toBody={(typed) => typed}
    >
      <Form.Item name={["lot_term", "kind"]} label={t.kind} required>
        <Radio.Group
          className="stack"
          options={[
            { value: "months", label: t.monthsKind },
            { value: "yearly", label: t.yearly },
            { value: "none", label: t.none },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={[["lot_term", "kind"]]}>
        {({ getFieldValue }) => (
          <>
            {getFieldValue(["lot_term", "kind"]) === "months" && <Whole name="months" label={t.months} most={MONTHS} />}
            {getFieldValue(["lot_term", "kind"]) === "yearly" && (
              <div className="record-fields">
                <Whole name="month" label={t.month} most={12} />
                <Whole name="day" label={t.day} most={31} />
              </div>
            )}
          </>
        )}
      </Form.Item>
    </SettingCard>
  );
}

function Whole({ name, label, most }: { name: string; label: string; most: number }) {
  return (
    <Form.Item name={["lot_term", name]} label={label} rules={[{ required: true, type: "integer", min: 1, max: most, message: `1–${most}` }]}>
      <NumberInput min={1} max={most} style={{ width: "100%" }} />
    </Form.Item>
  );
}
