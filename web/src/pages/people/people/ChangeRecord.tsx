import { App, Form } from "antd";

import type { Person } from "../../../api/directory";
import { CommandForm } from "../../../components/CommandForm";
import { DayInput } from "../../../components/DayInput";
import { FormDialog } from "../../../components/FormDialog";
import { today } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useAbout, useTexts } from "../../../texts";
import { RecordFields } from "./RecordFields";
import { type RecordTyped, changes, recordOf } from "./record";

const both = texts({
  en: {
    change: "Change",
    from: "Effective from",
    fromHelp: "Earlier values are kept in the history. Choose a past date for late entries. The name and the hiring and leaving dates take effect at once.",
    save: "Save",
    done: "Record changed",
    needed: "Required",
  },
  zh: {
    change: "修改档案",
    from: "生效日期",
    fromHelp: "之前的内容会保留在历史中。补录时可以选择过去的日期。姓名与入离职日期立即生效。",
    save: "保存修改",
    done: "档案已修改",
    needed: "必填",
  },
});

type Typed = RecordTyped & { effective_from: string };

export function ChangeRecord({ person }: { person: Person }) {
  const t = useTexts(both);
  const about = useAbout();
  const me = useMe();
  const { message } = App.useApp();
  return (
    <FormDialog label={t.change} title={about(t.change, person.name ?? person.employee_no)} type="primary" width={720}>
      {(close) => (
        <CommandForm
          name={`employee:${person.employee_no}`}
          method="patch"
          path="/v1/employees/{employee_no}"
          at={{ employee_no: person.employee_no }}
          initial={{ ...recordOf(person), effective_from: today(me.time_zone) }}
          toBody={({ effective_from, ...typed }: Typed) => ({ ...changes(person, typed), effective_from })}
          onDone={() => {
            close();
            void message.success(t.done);
          }}
          submit={t.save}
        >
          <Form.Item name="effective_from" label={t.from} extra={t.fromHelp} rules={[{ required: true, message: t.needed }]}>
            <DayInput />
          </Form.Item>
          <RecordFields departmentNeeded={false} />
        </CommandForm>
      )}
    </FormDialog>
  );
}
