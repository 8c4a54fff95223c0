/** Everything about a tag that a revision fixes. */
import { Checkbox, Form, Input } from "antd";

import { DepartmentPicker } from "../../components/DepartmentPicker";
import { AmountInput, NumberInput } from "../../components/NumberInput";
import { texts, useTexts } from "../../texts";
import { DECIMAL, RuleFields } from "./RuleFields";
import type { RuleType } from "./tag-form";

const both = texts({
  en: {
    name: "Name", second: "Second name", secondExtra: "For colleagues who read the other language; may stay empty", goal: "Strategic goal", goalExtra: "Which goal it supports", needed: "Required",
    departments: "Departments", everybody: "All departments", mustDepartments: "Choose which of your departments it is for",
    coefficient: "Coefficient", coefficientExtra: "Multiplies the rule’s points", decimal: "A number above zero, such as 1.5",
    cap: "Cap", capExtra: "Points per employee and month; leave empty for no cap",
    range: "Managers may choose", min: "From", max: "To", rangeExtra: "Leave empty to always use the rule’s points", rangeWrong: "Enter both; From can’t be more than To",
    evidence: "Evidence is required", auto: "Approve automatically when an outside system claims it",
  },
  zh: {
    name: "名称", second: "第二名称", secondExtra: "供使用其他语言的同事查看，可不填", goal: "战略目标", goalExtra: "它支持哪个目标", needed: "必填",
    departments: "适用部门", everybody: "所有部门", mustDepartments: "请选择适用的部门",
    coefficient: "价值系数", coefficientExtra: "与规则积分相乘", decimal: "请输入大于零的数字，例如 1.5",
    cap: "上限", capExtra: "每人每月积分；留空：不限",
    range: "管理者可选范围", min: "最少", max: "最多", rangeExtra: "留空：固定为规则积分", rangeWrong: "请同时填写，且最少不大于最多",
    evidence: "需要证据", auto: "外部系统申报时自动批准",
  },
}); // prettier-ignore

interface Props {
  /** Whether the tag is one for deductions; undefined for a new one. */
  deduction?: boolean;
  /** A manager's proposal names departments, all theirs. */
  proposal?: boolean;
}

export function TagFields({ deduction, proposal = false }: Props) {
  const t = useTexts(both);
  const form = Form.useFormInstance();
  const type = Form.useWatch<RuleType>(["rule", "type"], form) ?? "fixed";
  return (
    <>
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="second_name" label={t.second} extra={t.secondExtra}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="goal" label={t.goal} extra={t.goalExtra}>
        <Input maxLength={10_000} />
      </Form.Item>
      <RuleFields deduction={deduction} />
      <Form.Item name="departments" label={t.departments} rules={proposal ? [{ required: true, message: t.mustDepartments }] : []}>
        <DepartmentPicker mode="multiple" placeholder={proposal ? undefined : t.everybody} allowClear />
      </Form.Item>
      {type !== "deduction" && <EarningFields fixed={type === "fixed"} />}
    </>
  );
}

function EarningFields({ fixed }: { fixed: boolean }) {
  const t = useTexts(both);
  const points = { min: 1, max: 1e9, style: { width: "100%" } };
  return (
    <>
      <div className="fields">
        <Form.Item name="coefficient" label={t.coefficient} extra={t.coefficientExtra} rules={[{ pattern: DECIMAL, message: t.decimal }]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="monthly_cap" label={t.cap} extra={t.capExtra}>
          <NumberInput {...points} />
        </Form.Item>
      </div>
      {fixed && (
        <div role="group" aria-label={t.range} className="steps">
          <strong>{t.range}</strong>
          <p className="quiet">{t.rangeExtra}</p>
          <div className="fields">
            <Form.Item name={["grant_range", "min"]} label={t.min}>
              <NumberInput {...points} />
            </Form.Item>
            <Form.Item
              name={["grant_range", "max"]}
              label={t.max}
              dependencies={[["grant_range", "min"]]}
              rules={[
                ({ getFieldValue }) => ({
                  validator: (_, max?: number | null) => {
                    const min = getFieldValue(["grant_range", "min"]) as number | null | undefined;
                    const right = (!min && !max) || (min && max && min <= max);
                    return right ? Promise.resolve() : Promise.reject(new Error(t.rangeWrong));
                  },
                }),
              ]}
            >
              <NumberInput {...points} />
            </Form.Item>
          </div>
        </div>
      )}
      <Form.Item name="evidence_required" valuePropName="checked" noStyle>
        <Checkbox>{t.evidence}</Checkbox>
      </Form.Item>
      <br />
      <Form.Item name="auto_approve" valuePropName="checked">
        <Checkbox>{t.auto}</Checkbox>
      </Form.Item>
    </>
  );
}
