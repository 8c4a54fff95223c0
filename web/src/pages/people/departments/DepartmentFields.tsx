import { Form, Input } from "antd";

import { DepartmentPicker } from "../../../components/DepartmentPicker";
import { PersonPicker } from "../../../components/PersonPicker";
import { texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    name: "Name",
    parent: "Parent department",
    parentHelp: "Leave empty for a top-level department.",
    head: "Head",
    headHelp: "Approves for people without a manager of their own, and sees everybody in this department and below.",
    needed: "Required",
  },
  zh: {
    name: "名称",
    parent: "上级部门",
    parentHelp: "不填则为顶级部门。",
    head: "负责人",
    headHelp: "为没有直接上级的员工审批，并可查看本部门及下级部门的人员。",
    needed: "必填",
  },
});

export function DepartmentFields({ own }: { own?: string }) {
  const t = useTexts(both);
  return (
    <>
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="parent" label={t.parent} extra={t.parentHelp}>
        <DepartmentPicker allowClear among={(code) => code !== own} />
      </Form.Item>
      <Form.Item name="head" label={t.head} extra={t.headHelp}>
        <PersonPicker allowClear />
      </Form.Item>
    </>
  );
}
