import { PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";

import type { Schemas } from "../../../api/client";
import { useTags } from "../../../api/directory";
import { CommandForm } from "../../../components/CommandForm";
import { DayInput } from "../../../components/DayInput";
import { DepartmentPicker } from "../../../components/DepartmentPicker";
import { PeoplePicker } from "../../../components/PersonPicker";
import { SEVERAL } from "../../../components/several";
import { today } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { Secret } from "./Secret";

const both = texts({
  en: {
    create: "New key",
    name: "Which system is it for",
    tags: "Value tags it may record under",
    tagsHelp: "Tags with automatic approval credit points at once.",
    departments: "Departments (with sub-departments)",
    employees: "People",
    whom: "Choose departments, people or both",
    ends: "Expires on",
    endsHelp: "Leave empty to keep it valid until it is revoked.",
    needed: "Required",
    chooseSome: "Choose at least one department or person",
  },
  zh: {
    create: "新建密钥",
    name: "使用的系统",
    tags: "可记录的价值标签",
    tagsHelp: "自动批准的价值标签会立即入账。",
    departments: "部门（含下级部门）",
    employees: "人员",
    whom: "可选部门、人员或两者",
    ends: "截止日期",
    endsHelp: "不填则一直有效，直到吊销。",
    needed: "必填",
    chooseSome: "请至少选择一个部门或人员",
  },
});

interface Typed {
  name: string;
  tags: string[];
  departments?: string[];
  employees?: string[];
  ends_on?: string;
}

/** A key is made; its secret is shown once, and whoever closes it has kept it. */
export function NewApiKey() {
  const t = useTexts(both);
  const me = useMe();
  const { tags } = useTags();
  const [form] = Form.useForm<Typed>();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Schemas["NewApiKey"] | null>(null);
  const close = () => {
    setOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} size="large" onClick={() => setOpen(true)}>
        {t.create}
      </Button>
      <Modal
        open={open}
        onCancel={close}
        title={made === null ? t.create : made.name}
        footer={null}
        destroyOnHidden
        closable={made === null}
        keyboard={made === null}
        mask={{ closable: false }}
      >
        {made !== null && <Secret secret={made.secret} onKept={close} />}
        {made === null && (
          <CommandForm
            name="api-key"
            form={form}
            method="post"
            path="/v1/api-keys"
            toBody={({ name, tags: chosen, departments = [], employees = [], ends_on }: Typed) => ({
              name,
              tags: chosen,
              departments,
              employees,
              ends_on: ends_on || null,
            })}
            onDone={setMade}
            submit={t.create}
          >
            <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed }]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="tags" label={t.tags} extra={t.tagsHelp} rules={[{ required: true, message: t.needed }]}>
              <Select
                {...SEVERAL}
                showSearch={{ optionFilterProp: "label" }}
                options={tags.filter(({ state }) => state === "active").map(({ code, name }) => ({ value: code, label: name }))}
              />
            </Form.Item>
            <Form.Item name="departments" label={t.departments} extra={t.whom}>
              <DepartmentPicker mode="multiple" />
            </Form.Item>
            <Form.Item
              name="employees"
              label={t.employees}
              dependencies={["departments"]}
              rules={[
                ({ getFieldValue }) => ({
                  validator: (_, value?: string[]) =>
                    value?.length || (getFieldValue("departments") as string[] | undefined)?.length
                      ? Promise.resolve()
                      : Promise.reject(new Error(t.chooseSome)),
                }),
              ]}
            >
              <PeoplePicker />
            </Form.Item>
            <Form.Item name="ends_on" label={t.ends} extra={t.endsHelp}>
              <DayInput min={today(me.time_zone)} />
            </Form.Item>
          </CommandForm>
        )}
      </Modal>
    </>
  );
}
