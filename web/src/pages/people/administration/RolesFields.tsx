/** Which roles somebody is to hold; what is given and taken by it is said before it is done. */
import { Alert, App, Checkbox, Form } from "antd";
import { useState } from "react";

import type { Person } from "../../../api/directory";
import { CommandForm } from "../../../components/CommandForm";
import { texts, useTexts } from "../../../texts";
import { GIVEN_ROLES, roleMeanings, roleNames } from "../words";

const both = texts({
  en: {
    roles: "Roles",
    gives: (roles: string) => `Adds: ${roles}.`,
    takes: (roles: string) => `Removes: ${roles}.`,
    same: "No changes.",
    alone: "An auditor can’t hold other roles: remove them first.",
    save: "Save roles",
    done: "Roles changed",
    sure: "I have checked that this is the right person",
    needed: "Please confirm this first",
  },
  zh: {
    roles: "角色",
    gives: (roles: string) => `授予：${roles}。`,
    takes: (roles: string) => `收回：${roles}。`,
    same: "没有变化。",
    alone: "审计员不能兼任其他角色，请先取消其他角色。",
    save: "确认修改",
    done: "角色已修改",
    sure: "我已确认人员无误",
    needed: "请先确认",
  },
});

interface Typed {
  roles: string[];
  sure?: boolean;
}

export function RolesFields({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useTexts(both);
  const names = useTexts(roleNames);
  const meanings = useTexts(roleMeanings);
  const { message } = App.useApp();
  const held = person.roles ?? [];
  const [chosen, setChosen] = useState<string[]>(held);
  const named = (roles: string[]): string => roles.map((role) => names[role] ?? role).join(" · ");
  const given = chosen.filter((role) => !held.includes(role));
  const taken = held.filter((role) => !chosen.includes(role));
  const same = given.length + taken.length === 0;
  const alone = chosen.includes("auditor") && chosen.length > 1;
  return (
    <CommandForm
      name={null}
      method="patch"
      path="/v1/employees/{employee_no}"
      at={{ employee_no: person.employee_no }}
      initial={{ roles: held } as Typed}
      toBody={({ roles }: Typed) => ({ roles })}
      onChange={({ roles }) => setChosen(roles)}
      onDone={() => {
        void message.success(t.done);
        onDone();
      }}
      submit={t.save}
      disabled={same || alone}
      danger={taken.length > 0}
    >
      <Form.Item name="roles" label={t.roles}>
        <Checkbox.Group className="stack">
          {GIVEN_ROLES.map((role) => (
            <Checkbox key={role} value={role}>
              <strong>{names[role]}</strong> <span className="quiet">{meanings[role]}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      <Alert
        type={alone ? "error" : taken.length > 0 ? "warning" : "info"}
        title={alone ? t.alone : same ? t.same : [given.length > 0 ? t.gives(named(given)) : "", taken.length > 0 ? t.takes(named(taken)) : ""].join(" ")}
        role="status"
        style={{ marginBottom: 16 }}
      />
      <Form.Item
        name="sure"
        valuePropName="checked"
        rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(t.needed))) }]}
      >
        <Checkbox>{t.sure}</Checkbox>
      </Form.Item>
    </CommandForm>
  );
}
