import { Form } from "antd";

import { NumberInput } from "../../../components/NumberInput";
import { plural, texts, useTexts } from "../../../texts";
import { SettingCard, type Settings } from "./SettingCard";

const both = texts({
  en: {
    title: "Backdating",
    now: (days: number) => plural(days, "day"),
    means: "How many days after it happened an action can still be recorded. More days make late entries easier, but the figures of past months then change too.",
    days: "Days (1 to 366)",
  },
  zh: {
    title: "可补录天数",
    now: (days: number) => `${days} 天`,
    means: "记录时，行为发生的时间最多可以早于今天多少天。天数越多越便于补录，但过去月份的数字也会随之变化。",
    days: "天数（1 至 366）",
  },
});

const MOST = 366;

export function Backdating({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTexts(both);
  const { backdating_days } = settings;
  return (
    <SettingCard
      name="backdating"
      title={t.title}
      now={<strong>{t.now(backdating_days)}</strong>}
      means={t.means}
      mayChange={mayChange}
      whose="hr"
      initial={{ backdating_days }}
      toBody={(typed) => typed}
    >
      <Form.Item name="backdating_days" label={t.days} rules={[{ required: true, type: "integer", min: 1, max: MOST, message: t.days }]}>
        <NumberInput min={1} max={MOST} style={{ width: "100%" }} />
      </Form.Item>
    </SettingCard>
  );
}
