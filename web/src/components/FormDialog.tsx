import { Button, type ButtonProps, Modal } from "antd";
import { type ReactNode, useState } from "react";

import { useNamed } from "../texts";

type Props = Pick<ButtonProps, "type" | "danger" | "icon" | "size" | "disabled"> & {
  /** On the button; also the dialog's heading where no `title` is given. */
  label: string;
  title?: string;
  /** Who hears only the button: which of many it is. */
  about?: string;
  width?: number;
  /** The form; it calls `close` when its command is done. */
  children: (close: () => void) => ReactNode;
};

/** A button and the form that it opens over the page. What was typed is kept by the form's draft when it is closed. */
export function FormDialog({ label, title, about, width, children, ...button }: Props) {
  const named = useNamed(label, about);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} {...named}>
        {label}
      </Button>
      <Modal open={open} onCancel={close} title={title ?? label} footer={null} width={width} destroyOnHidden mask={{ closable: false }}>
        {children(close)}
      </Modal>
    </>
  );
}
