import { App, Form, Select } from "antd";

import { CommandForm } from "../../components/CommandForm";
import { DayInput } from "../../components/DayInput";
import { PersonPicker } from "../../components/PersonPicker";
import { SEVERAL } from "../../components/several";
import { today } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { MATTERS, matterTexts } from "./matters";

const both = texts({
  en: { to: "Who acts for me", what: "What they may do", starts: "From", ends: "Until (inclusive)", needed: "Required", order: "Can’t be before the first day", send: "Delegate", done: "Delegated" },
  zh: { to: "由谁代理", what: "事项", starts: "开始日期", ends: "结束日期（含）", needed: "必填", order: "不能早于开始日期", send: "授权", done: "已授权" },
}); // prettier-ignore

interface Typed {
  to: string;
  what: string[];
  starts_on: string;
  ends_on: string;
}

export function DelegationForm() {
  const t = useTexts(both);
  const matters = useTexts(matterTexts);
  const me = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const day = today(me.time_zone);
  const required = { required: true, message: t.needed };
  return (
    <CommandForm
      name="delegation"
      form={form}
      method="post"
      path="/v1/delegations"
      initial={{ what: MATTERS, starts_on: day } as Partial<Typed>}
      toBody={(typed: Typed) => typed}
      onDone={() => {
        form.resetFields();
        void message.success(t.done);
      }}
      submit={t.send}
    >
      <div className="columns">
        <Form.Item name="to" label={t.to} rules={[required]}>
          <PersonPicker size="large" among={(no) => no !== me.employee_no} />
        </Form.Item>
        <Form.Item name="what" label={t.what} rules={[required]}>
          <Select {...SEVERAL} size="large" showSearch={false} options={MATTERS.map((value) => ({ value, label: matters[value] }))} />
        </Form.Item>
        <Form.Item name="starts_on" label={t.starts} rules={[required]}>
          <DayInput size="large" min={day} />
        </Form.Item>
        <Form.Item
          name="ends_on"
          label={t.ends}
          dependencies={["starts_on"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, ends: string | undefined) =>
                ends && ends < getFieldValue("starts_on") ? Promise.reject(new Error(t.order)) : Promise.resolve(),
            }),
          ]}
        >
          <DayInput size="large" min={day} />
        </Form.Item>
      </div>
    </CommandForm>
  );
}
