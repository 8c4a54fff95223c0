import type { Person } from "../../../api/directory";
import { FormDialog } from "../../../components/FormDialog";
import { texts, useAbout, useTexts } from "../../../texts";
import { RolesFields } from "./RolesFields";

const both = texts({ en: { change: "Change roles" }, zh: { change: "修改角色" } });

export function RolesForm({ person }: { person: Person }) {
  const t = useTexts(both);
  const about = useAbout();
  const name = person.name ?? person.employee_no;
  return (
    <FormDialog label={t.change} title={about(t.change, name)} about={name}>
      {(close) => <RolesFields person={person} onDone={close} />}
    </FormDialog>
  );
}
