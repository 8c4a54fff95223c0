import { Button, Form, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";

import { texts, useTexts } from "../texts";
import { Refusal } from "./Refusal";
import type { BulkAction, Many, Outcome } from "./bulk";

const both = texts({
  en: {
    chosen: (n: number) => `${n} selected`, drop: "Clear selection", stop: "Stop", back: "Back", close: "Close", reason: "Reason", optional: "Reason (optional)", needed: "Say why", one: "It is sent with each of them.",
    button: (label: string, n: number) => `${label} ${n}`, title: (label: string, n: number) => `${label}: ${n} selected`,
    going: (n: number, total: number) => `${n} of ${total} …`, done: (n: number) => `${n} done`, waiting: (n: number) => `${n} waiting for a second HR`, refused: (n: number) => `${n} refused, with reasons`, left: (n: number) => `${n} not sent`, comma: ", ",
  },
  zh: {
    chosen: (n: number) => `已选 ${n} 项`, drop: "取消选择", stop: "停止", back: "返回", close: "关闭", reason: "理由", optional: "理由（可不填）", needed: "请说明理由", one: "每一项都附上这条理由。",
    button: (label: string, n: number) => `${label} ${n} 项`, title: (label: string, n: number) => `${label}所选 ${n} 项`,
    going: (n: number, total: number) => `${n} / ${total} …`, done: (n: number) => `已完成 ${n} 项`, waiting: (n: number) => `${n} 项待另一位 HR 复核`, refused: (n: number) => `${n} 项未被接受，附原因`, left: (n: number) => `${n} 项未发送`, comma: "，",
  },
}); // prettier-ignore

const LONGEST = 10_000;

interface Props<I> {
  many: Many<I>;
  bulkActions?: (chosen: I[], drop: () => void) => ReactNode;
}

/** What may be done with the rows that were chosen, and what became of it. */
export function BulkBar<I>({ many, bulkActions }: Props<I>) {
  const t = useTexts(both);
  const { chosen, outcome, isBusy, actions, gone } = many;
  if (chosen.length === 0 && outcome === null) return null;
  return (
    <div className="bulk-bar">
      <div className="bulk-said" aria-live="polite">
        {outcome === null ? t.chosen(chosen.length) : <Became outcome={outcome} isBusy={isBusy} />}
      </div>
      {gone.length > 0 && (
        <ul className="bulk-gone">
          {gone.map(({ about, problem }) => (
            <li key={about}>
              <span className="said">{about}</span> <Refusal problem={problem} />
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {isBusy ? (
          <Button onClick={many.stop}>{t.stop}</Button>
        ) : (
          <>
            <Button type="text" onClick={many.drop}>
              {chosen.length > 0 ? t.drop : t.close}
            </Button>
            {chosen.length > 0 && bulkActions?.(chosen, many.drop)}
            {actions.map((action) => (
              <Action key={action.label} action={action} many={many} />
            ))}
          </>
        )}
      </div>
    </div>
  );
}

/** How far it is, then what was done of it. */
export function Became({ outcome: { total, done, refused, waiting }, isBusy }: { outcome: Outcome; isBusy: boolean }) {
  const t = useTexts(both);
  const gone = done + refused + waiting;
  if (isBusy) {
    return (
      <>
        <progress max={total} value={gone} aria-hidden /> {t.going(gone, total)}
      </>
    );
  }
  const said = [[done, t.done], [waiting, t.waiting], [refused, t.refused], [total - gone, t.left]] as const; // prettier-ignore
  return said.flatMap(([n, say]) => (n > 0 ? [say(n)] : [])).join(t.comma);
}

function Action<I>({ action, many }: { action: BulkAction<I>; many: Many<I> }) {
  const t = useTexts(both);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const some = many.chosen.filter(action.may);
  if (some.length === 0) return null;
  const label = t.button(action.label, some.length);
  const send = () => {
    if (action.reason === "needed" && reason.trim() === "") return setMissing(true);
    setOpen(false);
    setReason("");
    void many.run(action, reason.trim());
  };
  return (
    <>
      <Button type={action.primary ? "primary" : "default"} danger={action.danger} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={t.title(action.label, some.length)}
        onCancel={() => setOpen(false)}
        onOk={send}
        okText={label}
        cancelText={t.back}
        okButtonProps={{ size: "large", danger: action.danger }}
        cancelButtonProps={{ size: "large" }}
        destroyOnHidden
      >
        <ul className="bulk-named" tabIndex={0} aria-label={t.chosen(some.length)}>
          {some.map((item, place) => (
            <li key={place} className="said">
              {action.about(item)}
            </li>
          ))}
        </ul>
        {action.means && <p>{action.means}</p>}
        {action.reason && (
          <Form layout="vertical">
            <Form.Item
              label={action.reason === "needed" ? t.reason : t.optional}
              htmlFor="bulk-reason"
              extra={t.one}
              validateStatus={isMissing ? "error" : undefined}
              help={isMissing ? t.needed : undefined}
            >
              <Input.TextArea
                id="bulk-reason"
                autoFocus
                rows={3}
                className="grows"
                maxLength={LONGEST}
                value={reason}
                onChange={({ target }) => {
                  setReason(target.value);
                  setMissing(false);
                }}
              />
            </Form.Item>
          </Form>
        )}
      </Modal>
    </>
  );
}
