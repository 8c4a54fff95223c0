/** Everything about a reward, by its kind. The kind stays when it is changed. */
import { Form, Input, Segmented, Select } from "antd";

import { Choices } from "../../components/Choices";
import { AmountInput, NumberInput } from "../../components/NumberInput";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { DECIMAL } from "./RuleFields";
import type { Kind } from "./reward-form";
import { approvers, rewardKinds } from "./reward-words";

const both = texts({
  en: {
    kind: "Kind", name: "Name", cost: "Cost in points", costExtra: "Per piece", needed: "Required",
    amount: (currency: string) => `Amount before tax (${currency})`, payItem: "Pay item", taxClass: "Tax class", usual: "Leave empty for the default",
    leave: "Leave in", days: "Days", daysExtra: "In half days; the company’s own leave, never statutory leave", hours: "Hours", hoursExtra: "Whole hours", course: "Course",
    stock: "Stock", stockExtra: "Total pieces; leave empty for unlimited", limit: "Yearly limit", limitExtra: "Pieces per employee and year; leave empty for no limit", approval: "Approved by", decimal: "A number such as 5000.00",
  },
  zh: {
    kind: "类型", name: "名称", cost: "所需积分", costExtra: "每份", needed: "必填",
    amount: (currency: string) => `税前金额（${currency}）`, payItem: "工资项目", taxClass: "计税类别", usual: "留空：按默认",
    leave: "休假单位", days: "天数", daysExtra: "以半天为单位；仅限公司福利假，不含法定假", hours: "小时数", hoursExtra: "整小时", course: "课程",
    stock: "库存", stockExtra: "总份数；留空：不限", limit: "年度限额", limitExtra: "每人每年份数；留空：不限", approval: "审批人", decimal: "请输入数字，例如 5000.00",
  },
}); // prettier-ignore

const KINDS: Kind[] = ["bonus", "leave", "training", "custom"];
const WHOLE = { max: 1e9, style: { width: "100%" } };

export function RewardFields({ fresh = false }: { fresh?: boolean }) {
  const t = useTexts(both);
  const who = useTexts(approvers);
  const needed = { required: true, message: t.needed };
  return (
    <>
      {fresh && (
        <Form.Item name="kind" label={t.kind} rules={[needed]}>
          <KindChoices />
        </Form.Item>
      )}
      <Form.Item name="name" label={t.name} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <BenefitFields />
      <div className="fields">
        <Form.Item name="cost" label={t.cost} extra={t.costExtra} rules={[needed]}>
          <NumberInput min={1} {...WHOLE} />
        </Form.Item>
        <Form.Item name="approval" label={t.approval} rules={[needed]}>
          <Select options={["manager", "hr", "none"].map((value) => ({ value, label: who[value] }))} />
        </Form.Item>
        <Form.Item name="stock" label={t.stock} extra={t.stockExtra}>
          <NumberInput min={0} {...WHOLE} />
        </Form.Item>
        <Form.Item name="yearly_limit" label={t.limit} extra={t.limitExtra}>
          <NumberInput min={1} {...WHOLE} max={1e6} />
        </Form.Item>
      </div>
    </>
  );
}

function KindChoices({ value, onChange }: { value?: Kind; onChange?: (kind: string) => void }) {
  const t = useTexts(both);
  const kinds = useTexts(rewardKinds);
  return <Choices label={t.kind} choices={KINDS.map((kind) => ({ value: kind, label: kinds[kind] }))} value={value ?? null} onChange={(kind) => onChange?.(kind)} />;
}

function BenefitFields() {
  const t = useTexts(both);
  const { currency } = useMe();
  const form = Form.useFormInstance();
  // Also where the kind has no field of its own: it stays.
  const kind = Form.useWatch<Kind>("kind", { form, preserve: true });
  const leave = Form.useWatch<string>("leave", { form, preserve: true });
  const needed = { required: true, message: t.needed };
  const decimal = { pattern: DECIMAL, message: t.decimal };
  if (kind === "bonus") {
    return (
      <>
        <Form.Item name="amount" label={t.amount(currency)} rules={[needed, decimal]}>
          <AmountInput />
        </Form.Item>
        <div className="fields">
          <Form.Item name="pay_item" label={t.payItem} extra={t.usual}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="tax_class" label={t.taxClass} extra={t.usual}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
      </>
    );
  }
  if (kind === "leave") {
    const hours = leave === "hours";
    return (
      <div className="fields">
        <Form.Item name="leave" label={t.leave} rules={[needed]}>
          <Segmented options={[{ value: "days", label: t.days }, { value: "hours", label: t.hours }]} />
        </Form.Item>
        <Form.Item key={hours ? "hours" : "days"} name={hours ? "hours" : "days"} label={hours ? t.hours : t.days} extra={hours ? t.hoursExtra : t.daysExtra} rules={[needed, decimal]}>
          <AmountInput />
        </Form.Item>
      </div>
    );
  }
  if (kind === "training") {
    return (
      <Form.Item name="course" label={t.course} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
    );
  }
  return null;
}
