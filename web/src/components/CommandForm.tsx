/**
 * The one form pattern: fields, a command, what was refused at the field it is about. What is typed is kept in this
 * browser tab until the command has succeeded, so an error, a reload or an ended session loses nothing.
 *
 *     <CommandForm name="claim" method="post" path="/v1/claims" toBody={(typed: Typed) => ({ … })} onDone={…} submit={t.send}>
 *       <Form.Item name="description" label={t.description}><Input.TextArea /></Form.Item>
 *     </CommandForm>
 *
 * Fields are named as in the API (nested: ["rule", "points"]), so that a problem's pointer (/rule/points) finds them.
 */
import { Button, Form, type FormInstance } from "antd";
import { type ReactNode, useEffect, useState } from "react";

import { type BodyOf, type CommandMethod, type CommandPath, type ResultOf, useCommand } from "../api/commands";
import type { Problem } from "../api/problem";
import { ofPerson } from "../device";
import { useMe } from "../session/session";
import { said, saidOf, useSaid } from "../problems";
import { ProblemNotice } from "./ProblemNotice";

interface Props<V extends object, M extends CommandMethod, P extends CommandPath<M>> {
  /** Names the draft; one for each thing that is edited: `tag:SAVE`. Secrets are not kept: null. */
  name: string | null;
  method: M;
  path: P;
  /** The parts of the path. */
  at?: Record<string, string>;
  toBody: (typed: V) => BodyOf<M, P>;
  onDone?: (answer: ResultOf<M, P>, typed: V) => void;
  /** Not sent from here: whoever is given it sends it, and calls `taken` when it was. */
  instead?: (body: BodyOf<M, P>, taken: () => void) => void;
  submit: ReactNode;
  initial?: Partial<V>;
  onBehalfOf?: string | null;
  form?: FormInstance<V>;
  /** Beside the button that sends. */
  beside?: ReactNode;
  disabled?: boolean;
  danger?: boolean;
  onChange?: (typed: V) => void;
  children: ReactNode;
}

function draftOf<V>(key: string): Partial<V> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function CommandForm<V extends object, M extends CommandMethod, P extends CommandPath<M>>(props: Props<V, M, P>) {
  const { name, method, path, at, toBody, onDone, instead, submit, initial, onBehalfOf, beside, disabled, danger, onChange, children } = props;
  const me = useMe();
  const key = name === null ? null : ofPerson(me, `draft.${name}`);
  const [own] = Form.useForm<V>();
  const form = props.form ?? own;
  const command = useCommand(method, path);
  const language = useSaid();
  const [placed, setPlaced] = useState<string[]>([]);

  useEffect(() => {
    const draft = key === null ? undefined : draftOf<V>(key);
    if (draft !== undefined) {
      form.setFieldsValue(draft as Parameters<typeof form.setFieldsValue>[0]);
      onChange?.(form.getFieldsValue(true) as V);
    }
    // Once: later changes come from the fields.
  }, [key]);

  const refused = (problem: Problem) => {
    const named = problem.errors.flatMap((error) => {
      const { pointer } = error;
      const field = fieldOf(pointer);
      const detail = saidOf(error, problem, language) ?? said(problem, language).title;
      return form.getFieldInstance(field as never) !== undefined || form.isFieldTouched(field as never) ? [{ pointer, field, detail }] : [];
    });
    form.setFields(named.map(({ field, detail }) => ({ name: field as never, errors: [detail] })));
    setPlaced(named.map(({ pointer }) => pointer));
    const first = named[0];
    if (first) form.scrollToField(first.field as never, { focus: true });
  };
  const forget = () => {
    if (key !== null) sessionStorage.removeItem(key);
  };
  const send = () => {
    const typed = form.getFieldsValue(true) as V;
    if (instead) {
      instead(toBody(typed), forget);
      return;
    }
    command.mutate(
      { body: toBody(typed), path: at, onBehalfOf },
      {
        onSuccess: (answer) => {
          forget();
          onDone?.(answer, typed);
        },
        onError: refused,
      },
    );
  };
  return (
    <Form<V>
      form={form}
      layout="vertical"
      initialValues={initial}
      requiredMark="optional"
      scrollToFirstError={{ focus: true }}
      onFinish={send}
      onValuesChange={() => {
        const typed = form.getFieldsValue(true) as V;
        if (key !== null) sessionStorage.setItem(key, JSON.stringify(typed));
        if (command.isError) command.reset();
        onChange?.(typed);
      }}
    >
      <ProblemNotice problem={command.error} skip={placed} />
      {children}
      <div className="row">
        <Button type="primary" htmlType="submit" size="large" loading={command.isPending} disabled={disabled} danger={danger}>
          {submit}
        </Button>
        {beside}
      </div>
    </Form>
  );
}

/** /rule/steps/0/points is the field ["rule", "steps", 0, "points"]; /reason is "reason". */
function fieldOf(pointer: string): string | (string | number)[] {
  const parts = pointer.split("/").slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return parts.length === 1 ? String(parts[0]) : parts;
}
