import { App, Form, Input } from "antd";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { PersonName } from "../../../components/PersonName";
import { texts, useTexts } from "../../../texts";
import { causes } from "./causes";

const both = texts({
  en: {
    explain: "Explain",
    reason: "Why the two differ",
    help: "It is saved with your name. If the numbers change, the difference has to be explained again.",
    done: "Difference explained",
    needed: "Say why",
  },
  zh: {
    explain: "说明",
    reason: "差异原因",
    help: "说明与您的姓名一并保存。如果数字变化，需要重新说明。",
    done: "差异已说明",
    needed: "请说明原因",
  },
});

const LONGEST = 10_000;

export function Explain({ period, difference }: { period: string; difference: Schemas["DifferenceView"] }) {
  const t = useTexts(both);
  const causeText = useTexts(causes);
  const { message } = App.useApp();
  const { id, employee, cause } = difference;
  return (
    <FormDialog label={t.explain} about={employee}>
      {(close) => (
        <CommandForm
          name={`difference:${id}`}
          method="post"
          path="/v1/parallel-months/{period}/explanations"
          at={{ period }}
          toBody={({ reason }: { reason: string }) => ({ employee_no: employee, difference: id, reason })}
          onDone={() => {
            close();
            void message.success(t.done);
          }}
          submit={t.explain}
        >
          <p>
            <PersonName no={employee} /> · {causeText[cause] ?? cause}
          </p>
          <Form.Item name="reason" label={t.reason} extra={t.help} rules={[{ required: true, whitespace: true, message: t.needed }]}>
            <Input.TextArea rows={3} className="grows" maxLength={LONGEST} />
          </Form.Item>
        </CommandForm>
      )}
    </FormDialog>
  );
}
