import { Checkbox, Form } from "antd";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    confirm: "Confirm and write",
    writes: (n: number) => `${plural(n, "row")} will be written to the ledger.`,
    points: (n: string) => `${n} points in total.`,
    unchanged: (n: number) => `${plural(n, "row")} are already there and change nothing.`,
    without: (n: number) => `Leave out ${plural(n, "bad row")}`,
    needed: "Tick this, or correct the rows first",
    undo: "It can be undone as a whole for three months, except points already spent.",
    stays: "People and departments keep their history; to correct something, import another file.",
    nothing: "No valid rows, so there is nothing to confirm.",
  },
  zh: {
    confirm: "确认并写入",
    writes: (n: number) => `将向账本写入 ${n.toLocaleString("zh-CN")} 行。`,
    points: (n: string) => `文件积分合计 ${n} 分。`,
    unchanged: (n: number) => `${n.toLocaleString("zh-CN")} 行已存在，不产生变化。`,
    without: (n: number) => `跳过 ${n.toLocaleString("zh-CN")} 行有误的数据`,
    needed: "请勾选，或先修正这些行",
    undo: "三个月内可以整体撤销，已使用的积分除外。",
    stays: "人员和部门保留历史；如有错误，请再导入正确的文件。",
    nothing: "没有正确的行，无法确认。",
  },
});

/** Says what will be written, and has it written. */
export function ConfirmImport({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const bad = one.counts.bad ?? 0;
  const ready = one.counts.ready ?? 0;
  const unchanged = one.counts.unchanged ?? 0;
  if (ready + unchanged === 0) return <p className="quiet">{t.nothing}</p>;
  return (
    <div>
      <FormDialog label={t.confirm} type="primary" size="large">
        {(close) => (
          <CommandForm
            name={null}
            method="post"
            path="/v1/imports/{import_id}/confirmation"
            at={{ import_id: one.id }}
            toBody={({ without_bad_rows = false }: { without_bad_rows?: boolean }) => ({ without_bad_rows })}
            onDone={close}
            submit={t.confirm}
          >
            <p>
              <strong>{t.writes(ready)}</strong> {unchanged > 0 && t.unchanged(unchanged)} {one.total !== null && bad === 0 && t.points(f.points(one.total))}
            </p>
            {bad > 0 && (
              <Form.Item
                name="without_bad_rows"
                valuePropName="checked"
                rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(t.needed))) }]}
              >
                <Checkbox>{t.without(bad)}</Checkbox>
              </Form.Item>
            )}
            <p className="quiet">{one.total === null ? t.stays : t.undo}</p>
          </CommandForm>
        )}
      </FormDialog>
    </div>
  );
}
