import { App, Form, Input } from "antd";

import type { Person } from "../../../api/directory";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { texts, useAbout, useTexts } from "../../../texts";

const both = texts({
  en: {
    set: "Set a password",
    tells: "This signs the person out everywhere and tells them that it was you. Hand over the password in person: it serves for one sign-in, at which they choose their own.",
    fresh: "New password",
    rule: "8 to 128 characters, not one that others use too",
    done: "Password set",
  },
  zh: {
    set: "设置密码",
    tells: "该员工的现有登录会全部失效，并会得知由您设置。请当面告知新密码：该密码仅供登录一次，登录后须由本人修改。",
    fresh: "新密码",
    rule: "8 至 128 个字符，不要使用常见密码",
    done: "密码已设置",
  },
});

const SHORTEST = 8;
const LONGEST = 128;

export function SetPassword({ person }: { person: Person }) {
  const t = useTexts(both);
  const about = useAbout();
  const { message } = App.useApp();
  return (
    <FormDialog label={t.set} title={about(t.set, person.name ?? person.employee_no)}>
      {(close) => (
        <CommandForm
          name={null}
          method="patch"
          path="/v1/employees/{employee_no}"
          at={{ employee_no: person.employee_no }}
          toBody={({ password }: { password: string }) => ({ password })}
          onDone={() => {
            close();
            void message.success(t.done);
          }}
          submit={t.set}
        >
          <p>{t.tells}</p>
          <Form.Item name="password" label={t.fresh} extra={t.rule} rules={[{ required: true, min: SHORTEST, max: LONGEST, message: t.rule }]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </CommandForm>
      )}
    </FormDialog>
  );
}
