import { App } from "antd";

import type { Person } from "../../../api/directory";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { NewPassword } from "../../../components/NewPassword";
import { texts, useAbout, useTexts } from "../../../texts";

const both = texts({
  en: {
    set: "Set a password",
    tells: "This signs the person out everywhere and tells them that it was you. Hand over the password in person: it serves for one sign-in, at which they choose their own.",
    fresh: "New password",
    done: "Password set",
  },
  zh: {
    set: "设置密码",
    tells: "该员工的现有登录会全部失效，并会得知由您设置。请当面告知新密码：该密码仅供登录一次，登录后须由本人修改。",
    fresh: "新密码",
    done: "密码已设置",
  },
});

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
          <NewPassword label={t.fresh} />
        </CommandForm>
      )}
    </FormDialog>
  );
}
