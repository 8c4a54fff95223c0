/** The fields of a tag's rule, by its type. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select } from "antd";

import { Choices } from "../../components/Choices";
import { AmountInput, NumberInput } from "../../components/NumberInput";
import { texts, useTexts } from "../../texts";
import type { RuleType } from "./tag-form";

const both = texts({
  en: {
    type: "Rule",
    fixed: "Fixed", fixedHint: "The same points every time; can be granted",
    stepped: "Steps", steppedHint: "Points once a quantity reaches a threshold",
    per_unit: "Per unit", per_unitHint: "Points for every so many units",
    deduction: "Deduction", deductionHint: "For conduct; lowers the rank",
    points: "Points", unit: "Unit", unitExtra: "What is counted: %, ¥, hours", secondUnit: "Its second name", secondUnitExtra: "In the other language; may stay empty", needed: "Required",
    steps: "Steps", stepsHint: "If several steps are reached, the one with the most points counts. “> 10” means exactly 10 does not count.",
    op: "Comparison", threshold: "Threshold", stepPoints: "Points of the step", add: "Add a step", remove: (n: number) => `Remove step ${n}`,
    per: "For every", perExtra: "For 1 point per ¥1,000, enter 1000 here and 1 next to it", max: "At most", maxDeduction: "Up to", maxExtra: "Leave empty for no limit", maxDeductionExtra: "Leave empty for a fixed deduction",
    value: "Value per unit", valueExtra: "What one unit is worth in money; leave empty if it has no value in money", valueUnit: "Unit of the value", valueUnitExtra: "If it differs from the rule’s unit", secondValueUnit: "Its second name",
    decimal: "A number such as 12.5",
  },
  zh: {
    type: "规则",
    fixed: "固定", fixedHint: "每次相同积分，可直接授予",
    stepped: "阶梯", steppedHint: "数量达到门槛得分",
    per_unit: "按量", per_unitHint: "每满一定数量得分",
    deduction: "扣分", deductionHint: "行为规范：降低排名",
    points: "积分", unit: "单位", unitExtra: "计量什么：%、元、小时", secondUnit: "单位的第二名称", secondUnitExtra: "另一种语言的说法，可不填", needed: "必填",
    steps: "阶梯", stepsHint: "达到多个阶梯时，按积分最高的一级计。> 10 表示恰好 10 不算。",
    op: "比较方式", threshold: "门槛", stepPoints: "该级积分", add: "增加一级", remove: (n: number) => `删除第 ${n} 级`,
    per: "每满", perExtra: "每 1000 元 1 分：此处填 1000，旁边填 1", max: "最多", maxDeduction: "最多可选", maxExtra: "留空：不限", maxDeductionExtra: "留空：固定扣分",
    value: "每单位价值", valueExtra: "每单位折合多少金额；留空则不计算价值", valueUnit: "价值的单位", valueUnitExtra: "与规则单位不同时填写", secondValueUnit: "价值单位的第二名称",
    decimal: "请输入数字，例如 12.5",
  },
}); // prettier-ignore

const TYPES: RuleType[] = ["fixed", "stepped", "per_unit", "deduction"];
const OPS = [">", ">=", "<", "<="];
export const SIGNS: Record<string, string> = { ">=": "≥", "<=": "≤" };
export const DECIMAL = /^\s*-?\d{1,12}(\.\d{1,6})?\s*$/;

/** `deduction`: whether the tag is one for deductions, which never changes; undefined for a new one. */
export function RuleFields({ deduction }: { deduction?: boolean }) {
  const t = useTexts(both);
  const form = Form.useFormInstance();
  const type = Form.useWatch<RuleType>(["rule", "type"], form) ?? "fixed";
  const offered = TYPES.filter((one) => deduction === undefined || (one === "deduction") === deduction);
  const needed = { required: true, message: t.needed };
  const decimal = { pattern: DECIMAL, message: t.decimal };
  const points = (
    <Form.Item name={["rule", "points"]} label={t.points} rules={[needed]}>
      <NumberInput min={1} max={1e9} style={{ width: "100%" }} />
    </Form.Item>
  );
  const unit = (
    <Form.Item name={["rule", "unit"]} label={t.unit} extra={t.unitExtra} rules={[{ ...needed, whitespace: true }]}>
      <Input maxLength={40} />
    </Form.Item>
  );
  const secondUnit = (
    <Form.Item name={["rule", "second_unit"]} label={t.secondUnit} extra={t.secondUnitExtra}>
      <Input maxLength={40} />
    </Form.Item>
  );
  const max = (
    <Form.Item name={["rule", "max"]} label={type === "deduction" ? t.maxDeduction : t.max} extra={type === "deduction" ? t.maxDeductionExtra : t.maxExtra}>
      <NumberInput min={1} max={1e9} style={{ width: "100%" }} />
    </Form.Item>
  );
  return (
    <>
      <Form.Item name={["rule", "type"]} label={t.type} rules={[needed]}>
        <TypeChoices offered={offered} />
      </Form.Item>
      {type === "stepped" && (
        <div className="fields">
          {unit}
          {secondUnit}
        </div>
      )}
      {type === "stepped" && <StepFields />}
      {type !== "stepped" && (
        <div className="fields">
          {type === "per_unit" && (
            <Form.Item name={["rule", "per"]} label={t.per} extra={t.perExtra} rules={[needed, decimal]}>
              <AmountInput />
            </Form.Item>
          )}
          {type === "per_unit" && unit}
          {type === "per_unit" && secondUnit}
          {points}
          {type !== "fixed" && max}
        </div>
      )}
      {type !== "deduction" && (
        <div className="fields">
          <Form.Item name={["rule", "value_per_unit"]} label={t.value} extra={t.valueExtra} rules={[decimal]}>
            <AmountInput />
          </Form.Item>
          <Form.Item name={["rule", "value_unit"]} label={t.valueUnit} extra={t.valueUnitExtra}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name={["rule", "second_value_unit"]} label={t.secondValueUnit} extra={t.secondUnitExtra}>
            <Input maxLength={40} />
          </Form.Item>
        </div>
      )}
    </>
  );
}

function TypeChoices({ offered, value, onChange }: { offered: RuleType[]; value?: RuleType; onChange?: (type: string) => void }) {
  const t = useTexts(both);
  const choices = offered.map((one) => ({ value: one, label: t[one], hint: t[`${one}Hint`] }));
  return <Choices label={t.type} choices={choices} value={value ?? null} onChange={(chosen) => onChange?.(chosen)} />;
}

function StepFields() {
  const t = useTexts(both);
  const needed = { required: true, message: t.needed };
  return (
    <Form.List name={["rule", "steps"]}>
      {(steps, { add, remove }) => (
        <div role="group" aria-label={t.steps} className="steps">
          <strong>{t.steps}</strong>
          <p className="quiet">{t.stepsHint}</p>
          {steps.map(({ key, name }) => (
            <div key={key} className="step">
              <Form.Item name={[name, "op"]} rules={[needed]}>
                <Select aria-label={t.op} options={OPS.map((op) => ({ value: op, label: SIGNS[op] ?? op }))} />
              </Form.Item>
              <Form.Item name={[name, "threshold"]} rules={[needed, { pattern: DECIMAL, message: t.decimal }]}>
                <AmountInput aria-label={t.threshold} placeholder={t.threshold} />
              </Form.Item>
              <Form.Item name={[name, "points"]} rules={[needed]}>
                <NumberInput min={1} max={1e9} aria-label={t.stepPoints} placeholder={t.points} style={{ width: "100%" }} />
              </Form.Item>
              <Button icon={<DeleteOutlined />} aria-label={t.remove(name + 1)} disabled={steps.length === 1} onClick={() => remove(name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} disabled={steps.length >= 50} onClick={() => add({ op: ">=" })}>
            {t.add}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
