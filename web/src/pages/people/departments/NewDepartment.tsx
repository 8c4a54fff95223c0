import { PlusOutlined } from "@ant-design/icons";
import { App, Form, Input } from "antd";

import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { texts, useTexts } from "../../../texts";
import { DepartmentFields } from "./DepartmentFields";

const both = texts({
  en: { add: "New department", code: "Code", codeHelp: "It can’t be changed later. Letters, digits, dots and dashes.", done: "Department added", needed: "Required" },
  zh: { add: "新增部门", code: "编码", codeHelp: "编码不能修改。可用文字、数字、点和短横线。", done: "部门已新增", needed: "必填" },
});

interface Typed {
  code: string;
  name: string;
  parent?: string;
  head?: string;
}

export function NewDepartment() {
  const t = useTexts(both);
  const { message } = App.useApp();
  return (
    <FormDialog label={t.add} type="primary" size="large" icon={<PlusOutlined />}>
      {(close) => (
        <CommandForm
          name="department"
          method="post"
          path="/v1/departments"
          toBody={({ code, name, parent, head }: Typed) => ({ code: code.trim(), name: name.trim(), parent: parent ?? null, head: head ?? null })}
          onDone={() => {
            close();
            void message.success(t.done);
          }}
          submit={t.add}
        >
          <Form.Item name="code" label={t.code} extra={t.codeHelp} rules={[{ required: true, whitespace: true, message: t.needed }]}>
            <Input maxLength={64} />
          </Form.Item>
          <DepartmentFields />
        </CommandForm>
      )}
    </FormDialog>
  );
}
