import { UserAddOutlined } from "@ant-design/icons";
import { App, Form, Input } from "antd";
import { useNavigate } from "react-router";

import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { texts, useTexts } from "../../../texts";
import { RecordFields } from "./RecordFields";
import { type RecordTyped, filled } from "./record";
import "./people.css";

const both = texts({
  en: {
    add: "New employee",
    no: "Employee number",
    noHelp: "It can’t be changed or reused. Do not include parts of a name or an ID number.",
    rule: "Letters, digits, dots and dashes; up to 64 characters",
    done: (no: string) => `${no} is registered. Set a password so that they can sign in.`,
  },
  zh: {
    add: "新增员工",
    no: "工号",
    noHelp: "工号不能修改，也不会重复使用；请勿包含姓名或证件号。",
    rule: "可用字母、数字、点和短横线，最多 64 个字符",
    done: (no: string) => `${no} 已登记。请设置密码，以便登录。`,
  },
});

type Typed = RecordTyped & { employee_no: string; name: string; department: string };

export function NewEmployee() {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  return (
    <FormDialog label={t.add} type="primary" size="large" icon={<UserAddOutlined />} width={720}>
      {(close) => (
        <CommandForm
          name="employee"
          method="post"
          path="/v1/employees"
          toBody={({ employee_no, name, department, ...typed }: Typed) => ({ ...filled(typed), roles: [], employee_no: employee_no.trim(), name: name.trim(), department })}
          onDone={({ employee_no }) => {
            close();
            void message.success(t.done(employee_no));
            void go(`/people/${employee_no}`);
          }}
          submit={t.add}
        >
          <Form.Item
            name="employee_no"
            label={t.no}
            extra={t.noHelp}
            rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, message: t.rule }]}
          >
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <RecordFields departmentNeeded />
        </CommandForm>
      )}
    </FormDialog>
  );
}
