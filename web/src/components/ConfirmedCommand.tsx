/** A button for what is not to happen by a slip: it says what will follow, asks, and shows a refusal where it was asked. */
import { Button, type ButtonProps, Modal } from "antd";
import { type ReactNode, useState } from "react";

import { type BodyOf, type CommandPath, type ResultOf, useCommand } from "../api/commands";
import { texts, useNamed, useTexts } from "../texts";
import { ProblemNotice } from "./ProblemNotice";

const both = texts({ en: { back: "Back" }, zh: { back: "返回" } });

interface Props<P extends CommandPath<"post">> extends Pick<ButtonProps, "type" | "size" | "block" | "icon" | "disabled"> {
  label: string;
  /** Who hears only the button: which of many it is about. */
  about?: string;
  /** The question. */
  title: string;
  /** What it means. */
  children?: ReactNode;
  /** What the button says that does it. */
  confirm: string;
  danger?: boolean;
  path: P;
  at?: Record<string, string>;
  body?: BodyOf<"post", P>;
  onDone?: (answer: ResultOf<"post", P>) => void;
}

export function ConfirmedCommand<P extends CommandPath<"post">>(props: Props<P>) {
  const { label, about, title, children, confirm, danger, path, at, body, onDone, ...button } = props;
  const t = useTexts(both);
  const named = useNamed(label, about);
  const [open, setOpen] = useState(false);
  const command = useCommand("post", path);
  const close = () => {
    setOpen(false);
    command.reset();
  };
  const send = () =>
    command.mutate(
      { body, path: at },
      {
        onSuccess: (answer) => {
          setOpen(false);
          onDone?.(answer);
        },
      },
    );
  return (
    <>
      <Button {...button} danger={danger && button.type !== "primary"} onClick={() => setOpen(true)} {...named}>
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        onCancel={close}
        onOk={send}
        okText={confirm}
        cancelText={t.back}
        okButtonProps={{ size: "large", danger, loading: command.isPending }}
        cancelButtonProps={{ size: "large" }}
        destroyOnHidden
      >
        <ProblemNotice problem={command.error} />
        {children}
      </Modal>
    </>
  );
}
