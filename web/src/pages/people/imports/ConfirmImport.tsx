import { Checkbox, Form, Radio } from "antd";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { Unanswered } from "./reading/Unanswered";

const both = texts({
  en: {
    confirm: "Confirm and import",
    follow: "Import the rows that were left out",
    writes: (n: number) => `${plural(n, "row")} will be imported.`,
    points: (n: string) => `Together they are ${n} points.`,
    unchanged: (n: number) => `${plural(n, "row")} ${n === 1 ? "is" : "are"} on record already and will not change.`,
    without: (n: number) => `Leave out ${plural(n, "row")} with problems`,
    needed: "Tick this, or correct the rows first",
    doubtful: (n: number) => `${plural(n, "row")} ${n === 1 ? "looks" : "look"} like something imported before`,
    with: "Something else: import too",
    left: "The same: leave out",
    decide: "Say which",
    later: "What is left out can be imported later, from this page.",
    undo: "It can be undone as a whole for three months, except points already spent.",
    chart: "It can be undone for three months: who and what is new, unless something refers to it by then, and what it changes, unless somebody changes it again.",
    nothing: "No row can be imported: every one has a problem.",
  },
  zh: {
    confirm: "确认并导入",
    follow: "导入已略过的行",
    writes: (n: number) => `将导入 ${n.toLocaleString("zh-CN")} 行。`,
    points: (n: string) => `共 ${n} 积分。`,
    unchanged: (n: number) => `${n.toLocaleString("zh-CN")} 行已在系统中，不会变化。`,
    without: (n: number) => `不导入有问题的 ${n.toLocaleString("zh-CN")} 行`,
    needed: "请勾选，或先修正这些行",
    doubtful: (n: number) => `${n.toLocaleString("zh-CN")} 行与之前导入的内容疑似重复`,
    with: "并非重复，一并导入",
    left: "确属重复，不导入",
    decide: "请选择",
    later: "略过的行之后仍可在本页导入。",
    undo: "三个月内可以整体撤销，已使用的积分除外。",
    chart: "三个月内可以撤销：新增且未被引用的人员和部门会撤下，未再被修改的字段会恢复原值。",
    nothing: "每一行都有问题，没有可以导入的行。",
  },
});

interface Said {
  without_bad_rows?: boolean;
  with_doubtful?: boolean;
}

/** Says what will be imported, and has it done. */
export function ConfirmImport({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { bad = 0, ready = 0, unchanged = 0, doubtful = 0 } = one.counts;
  if (ready + unchanged + doubtful === 0) return <p className="quiet">{t.nothing}</p>;
  const open = one.reading?.open ?? [];
  return (
    <div className="row">
      <FormDialog label={t.confirm} type="primary" size="large" disabled={open.length > 0}>
        {(close) => (
          <CommandForm
            name={null}
            method="post"
            path="/v1/imports/{import_id}/confirmation"
            at={{ import_id: one.id }}
            toBody={({ without_bad_rows = false, with_doubtful }: Said) => ({ without_bad_rows, with_doubtful })}
            onDone={close}
            submit={t.confirm}
          >
            <p>
              <strong>{t.writes(ready)}</strong> {unchanged > 0 && t.unchanged(unchanged)}{" "}
              {one.total !== null && bad + doubtful === 0 && t.points(f.points(one.total))}
            </p>
            {doubtful > 0 && (
              <Form.Item name="with_doubtful" label={t.doubtful(doubtful)} rules={[{ required: true, message: t.decide }]} extra={t.later}>
                <Radio.Group
                  options={[
                    { value: false, label: t.left },
                    { value: true, label: t.with },
                  ]}
                  vertical
                />
              </Form.Item>
            )}
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
      {open.length > 0 && <Unanswered fields={open} />}
    </div>
  );
}

/** After the others: what was left out since it looked the same, and is something else after all. */
export function ImportDoubtful({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const { doubtful = 0 } = one.counts;
  if (doubtful === 0) return null;
  return (
    <div>
      <FormDialog label={t.follow}>
        {(close) => (
          <CommandForm
            name={null}
            method="post"
            path="/v1/imports/{import_id}/confirmation"
            at={{ import_id: one.id }}
            toBody={() => ({ without_bad_rows: true, with_doubtful: true })}
            onDone={close}
            submit={t.follow}
          >
            <p>
              <strong>{t.writes(doubtful)}</strong> {t.doubtful(doubtful)}
            </p>
          </CommandForm>
        )}
      </FormDialog>
    </div>
  );
}
