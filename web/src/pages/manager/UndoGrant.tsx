import { App, Form, Input, Modal } from "antd";

import { CommandForm } from "../../components/CommandForm";
import { texts, useTexts } from "../../texts";
import type { JustGranted } from "./granted";

const both = texts({
  en: { title: "Take this grant back", lead: "The points return to the budget. The employee will see your reason.", reason: "Reason", needed: "Required", send: "Take it back", done: "Taken back" },
  zh: { title: "撤销这次授予", lead: "积分将退回预算，员工会看到您填写的理由。", reason: "理由", needed: "必填", send: "撤销", done: "已撤销" },
}); // prettier-ignore

interface Props {
  granted: JustGranted;
  onBehalfOf: string | null;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Who granted it takes it back within 24 hours, with a reason. */
export function UndoGrant({ granted, onBehalfOf, open, onClose, onDone }: Props) {
  const t = useTexts(both);
  const { message } = App.useApp();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t.title} destroyOnHidden>
      <p className="quiet">{t.lead}</p>
      <CommandForm
        name={`undo:${granted.key}`}
        method="post"
        path="/v1/grants/{grant}/reversal"
        at={{ grant: granted.id ?? "" }}
        onBehalfOf={onBehalfOf}
        toBody={({ reason }: { reason: string }) => ({ reason, force: false })}
        onDone={() => {
          onDone();
          onClose();
          void message.success(t.done);
        }}
        submit={t.send}
        danger
      >
        <Form.Item name="reason" label={t.reason} rules={[{ required: true, whitespace: true, message: t.needed }]}>
          <Input.TextArea autoFocus rows={3} className="grows" />
        </Form.Item>
      </CommandForm>
    </Modal>
  );
}
