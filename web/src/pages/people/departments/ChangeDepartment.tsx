import { App, Form } from "antd";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { DayInput } from "../../../components/DayInput";
import { FormDialog } from "../../../components/FormDialog";
import { today } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useAbout, useTexts } from "../../../texts";
import { DepartmentFields } from "./DepartmentFields";

const both = texts({
  en: { change: "Change", from: "Effective from", fromHelp: "Earlier values are kept in the history.", save: "Save", done: "Department changed", nothing: "Nothing was changed", needed: "Required" },
  zh: { change: "修改", from: "生效日期", fromHelp: "之前的内容会保留在历史中。", save: "保存修改", done: "部门已修改", nothing: "没有修改任何内容", needed: "必填" },
});

interface Typed {
  name: string;
  parent?: string | null;
  head?: string | null;
  effective_from: string;
}

export function ChangeDepartment({ department }: { department: Schemas["DepartmentView"] }) {
  const t = useTexts(both);
  const about = useAbout();
  const me = useMe();
  const { message } = App.useApp();
  const { code, name, parent, head } = department;
  return (
    <FormDialog label={t.change} title={about(t.change, name)} about={name}>
      {(close) => (
        <CommandForm
          name={`department:${code}`}
          method="patch"
          path="/v1/departments/{code}"
          at={{ code }}
          initial={{ name, parent, head, effective_from: today(me.time_zone) } as Typed}
          toBody={(typed: Typed) => ({
            // Only what differs: what somebody else changed meanwhile stays.
            ...(typed.name.trim() === name ? {} : { name: typed.name.trim() }),
            ...((typed.parent ?? null) === parent ? {} : { parent: typed.parent ?? null }),
            ...((typed.head ?? null) === head ? {} : { head: typed.head ?? null }),
            effective_from: typed.effective_from,
          })}
          onDone={({ unchanged }) => {
            close();
            void message.success(unchanged ? t.nothing : t.done);
          }}
          submit={t.save}
        >
          <Form.Item name="effective_from" label={t.from} extra={t.fromHelp} rules={[{ required: true, message: t.needed }]}>
            <DayInput />
          </Form.Item>
          <DepartmentFields own={code} />
        </CommandForm>
      )}
    </FormDialog>
  );
}
