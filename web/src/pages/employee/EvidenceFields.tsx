/** Links or texts that show it: one field each, as many as are needed. */
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input } from "antd";

import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    title: "Evidence",
    one: (n: number) => `Evidence ${n}`,
    add: "Add evidence",
    remove: (n: number) => `Remove evidence ${n}`,
    hint: "A link, or what shows it in words",
    needed: "This tag needs evidence",
  },
  zh: {
    title: "证据",
    one: (n: number) => `证据 ${n}`,
    add: "添加证据",
    remove: (n: number) => `删除证据 ${n}`,
    hint: "链接，或能说明情况的文字",
    needed: "该标签要求提供证据",
  },
});

const MOST = 20;
const LONGEST = 10_000;

export function EvidenceFields({ required }: { required: boolean }) {
  const t = useTexts(both);
  const given = {
    validator: (_: unknown, evidence: string[] | undefined) =>
      !required || evidence?.some((text) => text?.trim()) ? Promise.resolve() : Promise.reject(new Error(t.needed)),
  };
  return (
    <Form.Item label={t.title} required={required} htmlFor="evidence_0">
      <Form.List name="evidence" rules={[given]}>
        {(fields, { add, remove }, { errors }) => (
          <div className="evidence-fields">
            {fields.map(({ key, name }, index) => (
              <div key={key} className="evidence-field">
                <Form.Item name={name} noStyle>
                  <Input.TextArea
                    rows={1}
                    className="grows"
                    size="large"
                    maxLength={LONGEST}
                    aria-label={t.one(index + 1)}
                    placeholder={t.hint}
                  />
                </Form.Item>
                {fields.length > 1 && (
                  <Button size="large" type="text" icon={<CloseOutlined />} aria-label={t.remove(index + 1)} onClick={() => remove(name)} />
                )}
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            {fields.length < MOST && (
              <Button icon={<PlusOutlined />} onClick={() => add("")}>
                {t.add}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** What was given, without the fields that were left empty. */
export const evidenceOf = (evidence: string[] | undefined): string[] => (evidence ?? []).filter((text) => text?.trim());
