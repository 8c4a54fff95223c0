/** What becomes of the points of somebody who has left, and hr's redeeming for them, since they can't sign in. */
import { Alert, App, Form, Select } from "antd";

import type { Person } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { NumberInput } from "../../../components/NumberInput";
import { dayAfter, today, useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    until: (day: string) => `HR can redeem their points for them until ${day}; then the rest expires.`,
    bonus: (amount: string) => `What is left is paid out as a bonus, ${amount} per point.`,
    redeem: "Redeem for them",
    reward: "Reward",
    cost: (name: string, points: string) => `${name} · ${points} points`,
    pieces: "Pieces",
    needed: "Required",
    done: "Redeemed; the points are on hold",
  },
  zh: {
    until: (day: string) => `${day} 及之前可由 HR 代为兑换，之后剩余积分到期。`,
    bonus: (amount: string) => `剩余积分折算为奖金，每分 ${amount}。`,
    redeem: "代为兑换",
    reward: "兑换项",
    cost: (name: string, points: string) => `${name} · ${points} 分`,
    pieces: "份数",
    needed: "必填",
    done: "已代为兑换，积分已冻结",
  },
});

interface Policy {
  kind: "redeem" | "bonus";
  days: number;
  amount_per_point?: string;
}

/** Nothing of who is employed, or has no points. */
export function LeaversPoints({ person, balance }: { person: Person; balance: number }) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const day = today(me.time_zone);
  const left = person.left_on && person.left_on < day ? person.left_on : null;
  const { data } = useGet("/v1/organisation", undefined, { enabled: left !== null });
  if (left === null || balance <= 0 || data === undefined) return null;
  const policy = data.leaver_policy as unknown as Policy;
  if (policy.kind === "bonus") return <Alert type="info" showIcon title={t.bonus(f.money(policy.amount_per_point ?? "0"))} />;
  const last = dayAfter(left, policy.days);
  if (last < day) return null;
  return <Alert type="info" showIcon title={t.until(f.date(last))} action={<RedeemForThem person={person} balance={balance} />} />;
}

function RedeemForThem({ person, balance }: { person: Person; balance: number }) {
  const t = useTexts(both);
  const f = useFormats();
  const { message } = App.useApp();
  const { data } = useGet("/v1/rewards", { query: { state: "active", limit: 1000 } });
  const options = (data?.items ?? []).map(({ code, name, cost }) => ({ value: code, label: t.cost(name, f.points(cost)), disabled: cost > balance }));
  return (
    <FormDialog label={t.redeem}>
      {(close) => (
        <CommandForm
          name={null}
          method="post"
          path="/v1/redemptions"
          initial={{ quantity: 1 }}
          toBody={(typed: { reward: string; quantity: number }) => ({ ...typed, employee: person.employee_no })}
          onDone={() => {
            close();
            void message.success(t.done);
          }}
          submit={t.redeem}
        >
          <Form.Item name="reward" label={t.reward} rules={[{ required: true, message: t.needed }]}>
            <Select options={options} />
          </Form.Item>
          <Form.Item name="quantity" label={t.pieces} rules={[{ required: true, message: t.needed }]}>
            <NumberInput min={1} max={1000} style={{ width: "100%" }} />
          </Form.Item>
        </CommandForm>
      )}
    </FormDialog>
  );
}
