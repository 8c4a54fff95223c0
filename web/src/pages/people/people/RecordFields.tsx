/** The fields of somebody's record; the same for who is new and for a change. */
import { Form, Input } from "antd";

import { DayInput } from "../../../components/DayInput";
import { DepartmentPicker } from "../../../components/DepartmentPicker";
import { AmountInput } from "../../../components/NumberInput";
import { PersonPicker } from "../../../components/PersonPicker";
import { texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    name: "Name",
    department: "Department",
    manager: "Manager",
    managerHelp: "Approves claims. If empty, the head of the department does.",
    job: "Job",
    entity: "Legal entity",
    centre: "Cost centre",
    hired: "Hired on",
    left: "Last working day",
    pay: "Pay standard per month, before tax",
    share: "Performance share",
    shareHelp: "0 to 1; 0.4 means 40%",
    amount: "An amount such as 12000.00",
    needed: "Required",
  },
  zh: {
    name: "姓名",
    department: "部门",
    manager: "直接上级",
    managerHelp: "负责审批申报；未填写时由部门负责人审批。",
    job: "岗位",
    entity: "法人主体",
    centre: "成本中心",
    hired: "入职日期",
    left: "离职日期（最后工作日）",
    pay: "月度标准工资（税前）",
    share: "绩效占比",
    shareHelp: "0 至 1，如 0.4 表示 40%",
    amount: "请输入金额，如 12000.00",
    needed: "必填",
  },
});

const LONGEST = 100;

export function RecordFields({ departmentNeeded }: { departmentNeeded: boolean }) {
  const t = useTexts(both);
  return (
    <>
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="department" label={t.department} rules={[{ required: departmentNeeded, message: t.needed }]}>
        <DepartmentPicker allowClear={!departmentNeeded} />
      </Form.Item>
      <Form.Item name="manager" label={t.manager} extra={t.managerHelp}>
        <PersonPicker allowClear />
      </Form.Item>
      <div className="record-fields">
        <Form.Item name="job" label={t.job}>
          <Input maxLength={LONGEST} />
        </Form.Item>
        <Form.Item name="legal_entity" label={t.entity}>
          <Input maxLength={LONGEST} />
        </Form.Item>
        <Form.Item name="cost_centre" label={t.centre}>
          <Input maxLength={LONGEST} />
        </Form.Item>
        <Form.Item name="hired_on" label={t.hired}>
          <DayInput />
        </Form.Item>
        <Form.Item name="left_on" label={t.left}>
          <DayInput />
        </Form.Item>
        <Form.Item name="pay_standard" label={t.pay} rules={[{ pattern: /^\d{1,12}(\.\d{1,6})?$/, message: t.amount }]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="performance_share" label={t.share} extra={t.shareHelp} rules={[{ pattern: /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, message: t.shareHelp }]}>
          <AmountInput />
        </Form.Item>
      </div>
    </>
  );
}
