/** A command with a reason, which somebody else will read: a rejection, taking something back, a correction. */
import { Form, Input } from "antd";
import type { ComponentProps, ReactNode } from "react";

import type { BodyOf, CommandPath, ResultOf } from "../api/commands";
import { texts, useTexts } from "../texts";
import { CommandForm } from "./CommandForm";
import { FormDialog } from "./FormDialog";

const both = texts({
  en: { reason: "Reason", needed: "Say why" },
  zh: { reason: "理由", needed: "请说明理由" },
});

const LONGEST = 10_000;

interface Props<P extends CommandPath<"post">> extends Omit<ComponentProps<typeof FormDialog>, "children"> {
  path: P;
  at: Record<string, string>;
  /** What to know before, and other fields, above the reason. */
  children?: ReactNode;
  /** Who reads it. */
  extra?: ReactNode;
  /** On the button that sends; none: what is on the one that opens. */
  submit?: string;
  onBehalfOf?: string | null;
  onDone?: (answer: ResultOf<"post", P>) => void;
}

export function ReasonDialog<P extends CommandPath<"post">>({ path, at, children, extra, submit, onBehalfOf, onDone, ...dialog }: Props<P>) {
  const t = useTexts(both);
  return (
    <FormDialog {...dialog}>
      {(close) => (
        <CommandForm
          name={`${path}:${Object.values(at).join(":")}`}
          method="post"
          path={path}
          at={at}
          danger={dialog.danger}
          onBehalfOf={onBehalfOf}
          toBody={(typed: { reason: string }) => typed as unknown as BodyOf<"post", P>}
          onDone={(answer) => {
            close();
            onDone?.(answer);
          }}
          submit={submit ?? dialog.label}
        >
          {children}
          <Form.Item name="reason" label={t.reason} extra={extra} rules={[{ required: true, whitespace: true, message: t.needed }]}>
            <Input.TextArea autoFocus rows={3} className="grows" maxLength={LONGEST} />
          </Form.Item>
        </CommandForm>
      )}
    </FormDialog>
  );
}
