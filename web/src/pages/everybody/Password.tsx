import { App, Form, Input } from "antd";
import { useNavigate } from "react-router";

import { CommandForm } from "../../components/CommandForm";
import { NewPassword } from "../../components/NewPassword";
import { RefusedSignIns } from "../../components/RefusedSignIns";
import { Titled } from "../../components/Titled";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    title: "Change my password",
    lead: "This signs you out on all your other devices.",
    current: "Current password",
    fresh: "New password",
    save: "Change password",
    done: "Your password was changed",
    needed: "Required",
  },
  zh: {
    title: "修改密码",
    lead: "修改后，其他设备上的登录都会失效。",
    current: "当前密码",
    fresh: "新密码",
    save: "修改密码",
    done: "密码已修改",
    needed: "必填",
  },
});

interface Typed {
  current: string;
  password: string;
}

export default function Password() {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <div className="card" style={{ maxWidth: 440 }}>
          <CommandForm
            name={null}
            form={form}
            method="put"
            path="/v1/me/password"
            toBody={({ current, password }: Typed) => ({ current, password })}
            onDone={() => {
              void message.success(t.done);
              void go("/");
            }}
            submit={t.save}
          >
            <Form.Item name="current" label={t.current} rules={[{ required: true, message: t.needed }]}>
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <NewPassword label={t.fresh} />
          </CommandForm>
        </div>
        <RefusedSignIns />
      </div>
    </Titled>
  );
}
