import { App } from "antd";

import type { Schemas } from "../../api/client";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { label: "Take over", title: "Is it booked in the payroll system?", what: "This confirms that every line of the export is booked there. Each line is in one export only.", done: "Export taken over" },
  zh: { label: "接收确认", title: "是否已录入薪酬系统？", what: "确认导出单的每一行都已录入。每一行只会出现在一张导出单中。", done: "导出单已接收" },
});

/** Payroll confirms an export; never who prepared it. `about`: which of many. */
export function TakeOver({ of, about }: { about?: string; of: Pick<Schemas["ExportListed"], "id" | "state" | "prepared_by"> }) {
  const t = useTexts(both);
  const me = useMe();
  const { message } = App.useApp();
  if (of.state !== "draft" || !holds(me, ["payroll"]) || of.prepared_by === me.employee_no) return null;
  return (
    <ConfirmedCommand label={t.label} about={about} title={t.title} confirm={t.label} type="primary" size="large" path="/v1/exports/{export}/takeover" at={{ export: of.id }} onDone={() => void message.success(t.done)}>
      {t.what}
    </ConfirmedCommand>
  );
}
