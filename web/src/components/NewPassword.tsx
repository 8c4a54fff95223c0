import { Form, Input, type InputProps } from "antd";

import { texts, useTexts } from "../texts";

const both = texts({
  en: { rule: "8 to 128 characters, not one that others use too" },
  zh: { rule: "8 至 128 个字符，不要使用常见密码" },
});

/** The field for a password that is being chosen, with what the service takes; it is named `password`. */
export function NewPassword({ label, ...input }: { label: string } & Pick<InputProps, "size" | "autoFocus">) {
  const { rule } = useTexts(both);
  return (
    <Form.Item name="password" label={label} extra={rule} rules={[{ required: true, min: 8, max: 128, message: rule }]}>
      <Input.Password autoComplete="new-password" {...input} />
    </Form.Item>
  );
}
