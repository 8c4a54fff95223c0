import { Alert, App, Form } from "antd";
import { useState } from "react";

import type { Person } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { CommandForm } from "../../../components/CommandForm";
import { DayInput } from "../../../components/DayInput";
import { Failed } from "../../../components/Failed";
import { FormDialog } from "../../../components/FormDialog";
import { Loading } from "../../../components/Loading";
import { today, useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useAbout, useTexts } from "../../../texts";
import { RecordFields } from "./RecordFields";
import { RECORD, type RecordTyped, type Standing, asOf, changes, recordOf } from "./record";

const both = texts({
  en: {
    change: "Change",
    from: "Effective from",
    fromHelp: "Earlier values are kept in the history. Choose a past date for late entries. The name and the hiring and leaving dates take effect at once.",
    save: "Save",
    later: (day: string) => `A change is planned from ${day}. It changes only what it names; what you change here carries on.`,
    done: "Record changed",
    nothing: "Nothing was changed",
    needed: "Required",
  },
  zh: {
    change: "修改档案",
    from: "生效日期",
    fromHelp: "之前的内容会保留在历史中。补录时可以选择过去的日期。姓名与入离职日期立即生效。",
    save: "保存修改",
    later: (day: string) => `${day} 起另有已登记的变更，届时只变更其中涉及的内容，此次修改的其他内容继续有效。`,
    done: "档案已修改",
    nothing: "没有修改任何内容",
    needed: "必填",
  },
});

type Typed = RecordTyped & { effective_from: string };

export function ChangeRecord({ person }: { person: Person }) {
  const t = useTexts(both);
  const about = useAbout();
  return (
    <FormDialog label={t.change} title={about(t.change, person.name ?? person.employee_no)} type="primary" width={720}>
      {(close) => <OnceKnown person={person} close={close} />}
    </FormDialog>
  );
}

interface Props {
  person: Person;
  close: () => void;
}

function OnceKnown({ person, close }: Props) {
  const { data, error, refetch } = useGet("/v1/employees/{employee_no}/history", { path: { employee_no: person.employee_no } });
  if (data) return <Changing person={person} standings={data.items} close={close} />;
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={8} />;
}

function Changing({ person, standings, close }: Props & { standings: Standing[] }) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [day, setDay] = useState(today(me.time_zone));
  const at = { employee_no: person.employee_no };
  const later = standings.find(({ from }) => from > day);
  /** What was not typed over is shown, and compared, as it holds on the chosen day. */
  const chosen = ({ effective_from, ...typed }: Typed) => {
    if (!effective_from || effective_from === day) return;
    const was = asOf(person, standings, day);
    const touched = changes(was, typed);
    const fresh = recordOf(asOf(person, standings, effective_from));
    form.setFieldsValue(Object.fromEntries(RECORD.flatMap((name) => (name in touched ? [] : [[name, fresh[name]]]))));
    setDay(effective_from);
  };
  return (
    <CommandForm
      name={`employee:${person.employee_no}`}
      form={form}
      method="patch"
      path="/v1/employees/{employee_no}"
      at={at}
      initial={{ ...recordOf(person), effective_from: day }}
      onChange={chosen}
      toBody={({ effective_from, ...typed }: Typed) => ({ ...changes(asOf(person, standings, day), typed), effective_from })}
      onDone={(_, typed) => {
        close();
        void message.success(Object.keys(changes(asOf(person, standings, day), typed)).length > 0 ? t.done : t.nothing);
      }}
      submit={t.save}
    >
      <Form.Item name="effective_from" label={t.from} extra={t.fromHelp} rules={[{ required: true, message: t.needed }]}>
        <DayInput />
      </Form.Item>
      {later && <Alert type="info" showIcon role="status" title={t.later(f.date(later.from))} style={{ marginBottom: 16 }} />}
      <RecordFields departmentNeeded={false} />
    </CommandForm>
  );
}
