import { PlusOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useState } from "react";

import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { PersonPicker } from "../../../components/PersonPicker";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { RolesFields } from "./RolesFields";

const both = texts({
  en: { give: "Assign a role", whom: "Employee" },
  zh: { give: "授予角色", whom: "授予对象" },
});

/** First the person, then the roles. `to`: who was chosen on another page. */
export function GiveRole({ to }: { to: string | null }) {
  const t = useTexts(both);
  const me = useMe();
  const [open, setOpen] = useState(to !== null && to !== me.employee_no);
  const [no, setNo] = useState<string | undefined>(to ?? undefined);
  const close = () => {
    setOpen(false);
    setNo(undefined);
  };
  return (
    <>
      <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t.give}
      </Button>
      <Modal open={open} onCancel={close} title={t.give} footer={null} destroyOnHidden mask={{ closable: false }}>
        <div className="stack">
          <PersonPicker aria-label={t.whom} value={no} onChange={setNo} among={(one) => one !== me.employee_no} />
          {no !== undefined && <Chosen key={no} no={no} onDone={close} />}
        </div>
      </Modal>
    </>
  );
}

function Chosen({ no, onDone }: { no: string; onDone: () => void }) {
  const { data, error, refetch } = useGet("/v1/employees/{employee_no}", { path: { employee_no: no } });
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PersonName no={no} />
      <RolesFields person={data} onDone={onDone} />
    </>
  );
}
