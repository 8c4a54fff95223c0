import { App, Form, Select } from "antd";

import type { Schemas } from "../../api/client";
import { CommandForm } from "../../components/CommandForm";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { FormDialog } from "../../components/FormDialog";
import { today, useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    label: "Take over", title: "Is it booked in the payroll system?", what: "This confirms that every line of the export is booked there. Each line is in one export only.", done: "Export taken over",
    month: "Paid with the wages of", told: "Whose bonuses are in it read the month.",
  },
  zh: {
    label: "接收确认", title: "是否已录入薪酬系统？", what: "确认导出单的每一行都已录入。每一行只会出现在一张导出单中。", done: "导出单已接收",
    month: "随哪个月的工资发放", told: "员工会看到这个月份。",
  },
}); // prettier-ignore

type Taken = Pick<Schemas["ExportListed"], "id" | "kind" | "state" | "prepared_by">;

/** Payroll confirms an export; never who prepared it. `about`: which of many. */
export function TakeOver({ of, about }: { about?: string; of: Taken }) {
  const t = useTexts(both);
  const me = useMe();
  const { message } = App.useApp();
  if (of.state !== "draft" || !holds(me, ["payroll"]) || of.prepared_by === me.employee_no) return null;
  const done = () => void message.success(t.done);
  if (of.kind === "bonus") {
    return (
      <FormDialog label={t.label} about={about} title={t.title} type="primary" size="large">
        {(close) => <PayMonth id={of.id} onDone={() => (close(), done())} />}
      </FormDialog>
    );
  }
  return (
    <ConfirmedCommand label={t.label} about={about} title={t.title} confirm={t.label} type="primary" size="large" path="/v1/exports/{export}/takeover" at={{ export: of.id }} body={{}} onDone={done}>
      {t.what}
    </ConfirmedCommand>
  );
}

/** Bonuses are paid with the wages of last month, this one, or the next. */
function PayMonth({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTexts(both);
  const f = useFormats();
  const { time_zone } = useMe();
  const present = today(time_zone).slice(0, 7);
  const months = [-1, 0, 1].map((away) => monthAway(present, away));
  return (
    <CommandForm name={null} method="post" path="/v1/exports/{export}/takeover" at={{ export: id }} initial={{ month: present }} toBody={(typed: { month: string }) => typed} submit={t.label} onDone={onDone}>
      <p>{t.what}</p>
      <Form.Item name="month" label={t.month} extra={t.told}>
        <Select options={months.map((value) => ({ value, label: f.month(value) }))} />
      </Form.Item>
    </CommandForm>
  );
}

function monthAway(month: string, away: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + away);
  return first.toISOString().slice(0, 7);
}
