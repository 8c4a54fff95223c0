import { UndoOutlined } from "@ant-design/icons";
import { App } from "antd";

import { ReasonDialog } from "../../components/ReasonDialog";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { undo: "Undo", title: "Take this grant back", lead: "The points return to the budget. The employee will see your reason.", send: "Take it back", done: "Taken back" },
  zh: { undo: "撤销", title: "撤销这次授予", lead: "积分将退回预算，员工会看到您填写的理由。", send: "撤销", done: "已撤销" },
}); // prettier-ignore

interface Props {
  grant: string;
  employee: string;
  onBehalfOf: string | null;
}

/** Who granted it takes it back within 24 hours, with a reason. */
export function UndoGrant({ grant, employee, onBehalfOf }: Props) {
  const t = useTexts(both);
  const { message } = App.useApp();
  return (
    <ReasonDialog
      label={t.undo}
      about={employee}
      title={t.title}
      icon={<UndoOutlined />}
      size="small"
      danger
      path="/v1/grants/{grant}/reversal"
      at={{ grant }}
      onBehalfOf={onBehalfOf}
      submit={t.send}
      onDone={() => void message.success(t.done)}
    >
      <p className="quiet">{t.lead}</p>
    </ReasonDialog>
  );
}
