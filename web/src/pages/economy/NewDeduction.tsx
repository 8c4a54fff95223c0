import { PlusOutlined } from "@ant-design/icons";
import { App, Form, Input } from "antd";
import { Link } from "react-router";

import { usePeople, useTags } from "../../api/directory";
import { CommandForm } from "../../components/CommandForm";
import { DayInput } from "../../components/DayInput";
import { FormDialog } from "../../components/FormDialog";
import { NumberInput } from "../../components/NumberInput";
import { PersonPicker } from "../../components/PersonPicker";
import { TagPicker } from "../../components/TagPicker";
import { type Rule } from "../../components/rule-text";
import { noon, today } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    label: "Deduct points", who: "Employee", tag: "Conduct", points: "Points", upTo: (max: number) => `At most ${max}; leave empty to use the rule’s`, reason: "Reason", reasonExtra: "The employee will see this.",
    day: "Date", dayExtra: "Leave empty for today", needed: "Required", send: "Deduct", done: "Points deducted; the employee has been notified", none: "There are no tags for deductions yet.", make: "Create one",
  },
  zh: {
    label: "扣分", who: "员工", tag: "行为规范", points: "积分", upTo: (max: number) => `最多 ${max}；留空：按规则`, reason: "理由", reasonExtra: "员工会看到。",
    day: "日期", dayExtra: "留空：今天", needed: "必填", send: "确认扣分", done: "已扣分并通知员工", none: "还没有扣分标签。", make: "新建",
  },
}); // prettier-ignore

interface Typed {
  employee: string;
  tag: string;
  points?: number | null;
  reason: string;
  day?: string;
}

export function NewDeduction() {
  const t = useTexts(both);
  return (
    <FormDialog label={t.label} type="primary" size="large" icon={<PlusOutlined />}>
      {(close) => <Deducting close={close} />}
    </FormDialog>
  );
}

function Deducting({ close }: { close: () => void }) {
  const t = useTexts(both);
  const me = useMe();
  const { message } = App.useApp();
  const { tags, of } = useTags();
  const { of: personOf } = usePeople();
  const [form] = Form.useForm<Typed>();
  const rule = of(Form.useWatch("tag", form) ?? "")?.rule as Rule | undefined;
  const max = rule?.type === "deduction" ? rule.max : null;
  const deducts = (tag: (typeof tags)[number]): boolean => tag.rule.type === "deduction";
  if (!tags.some((tag) => tag.state === "active" && deducts(tag))) {
    return (
      <p>
        {t.none} {holds(me, ["hr"]) && <Link to="/tags/new">{t.make}</Link>}
      </p>
    );
  }
  // Of whom a reader sees the roles, they are in the reader's sight.
  const inSight = (no: string): boolean => no !== me.employee_no && (personOf(no) === undefined || personOf(no)?.roles !== null);
  return (
    <CommandForm
      name="deduction"
      form={form}
      method="post"
      path="/v1/deductions"
      toBody={({ employee, tag, points, reason, day }: Typed) => ({
        employee,
        tag,
        reason,
        points: max ? (points ?? null) : null,
        occurred_at: day && day !== today(me.time_zone) ? noon(day, me.time_zone) : null,
      })}
      onDone={() => {
        close();
        void message.success(t.done);
      }}
      submit={t.send}
      danger
    >
      <Form.Item name="employee" label={t.who} rules={[{ required: true, message: t.needed }]}>
        <PersonPicker among={inSight} autoFocus />
      </Form.Item>
      <Form.Item name="tag" label={t.tag} rules={[{ required: true, message: t.needed }]}>
        <TagPicker among={deducts} />
      </Form.Item>
      {max && (
        <Form.Item name="points" label={t.points} extra={t.upTo(max)}>
          <NumberInput min={1} max={max} style={{ width: "100%" }} />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t.reason} extra={t.reasonExtra} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input.TextArea rows={3} className="grows" maxLength={10_000} />
      </Form.Item>
      <Form.Item name="day" label={t.day} extra={t.dayExtra}>
        <DayInput max={today(me.time_zone)} />
      </Form.Item>
    </CommandForm>
  );
}
