import { Checkbox, Form } from "antd";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    confirm: "Confirm and import",
    writes: (n: number) => `${plural(n, "row")} will be imported.`,
    points: (n: string) => `Together they are ${n} points.`,
    unchanged: (n: number) => `${plural(n, "row")} ${n === 1 ? "is" : "are"} on record already and will not change.`,
    without: (n: number) => `Leave out ${plural(n, "row")} with problems`,
    needed: "Tick this, or correct the rows first",
    undo: "It can be undone as a whole for three months, except points already spent.",
    chart: "It can be undone for three months: who and what is new, unless something refers to it by then, and what it changes, unless somebody changes it again.",
    nothing: "No row can be imported: every one has a problem.",
  },
  zh: {
    confirm: "确认并导入",
    writes: (n: number) => `将导入 ${n.toLocaleString("zh-CN")} 行。`,
    points: (n: string) => `共 ${n} 积分。`,
    unchanged: (n: number) => `${n.toLocaleString("zh-CN")} 行已在系统中，不会变化。`,
    without: (n: number) => `不导入有问题的 ${n.toLocaleString("zh-CN")} 行`,
    needed: "请勾选，或先修正这些行",
    undo: "三个月内可以整体撤销，已使用的积分除外。",
    chart: "三个月内可以撤销：新增且未被引用的人员和部门会撤下，未再被修改的字段会恢复原值。",
    nothing: "每一行都有问题，没有可以导入的行。",
  },
});

/** Says what will be imported, and has it done. */
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
            <p className="quiet">{one.total === null ? t.chart : t.undo}</p>
          </CommandForm>
        )}
      </FormDialog>
    </div>
  );
}
