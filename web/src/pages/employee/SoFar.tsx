/** What became of a redemption, the newest last, and what it waits for. */
import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { Said } from "../../components/Said";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./rewards.css";

type Redemption = Schemas["RedemptionView"];

const both = texts({
  en: {
    requested: "Requested",
    approved: "Approved by",
    rejected: "Rejected by",
    decided: "Approved",
    fulfilled: "Fulfilled by",
    reversed: "Taken back by",
    waits: "Waiting for",
    hr: "HR",
    released: "Released for payment by",
    next: "Waits for the next payroll",
    payroll: "With payroll",
    paid: (month: string) => `Paid with the wages of ${month}`,
  },
  zh: {
    requested: "提交",
    approved: "批准人",
    rejected: "驳回人",
    decided: "自动批准",
    fulfilled: "兑现人",
    reversed: "撤销人",
    waits: "等待",
    hr: "HR",
    released: "提交发放人",
    next: "等待下一次发薪",
    payroll: "已交薪酬，待发放",
    paid: (month: string) => `已随${month}工资发放`,
  },
});

export function SoFar({ redemption }: { redemption: Redemption }) {
  const t = useTexts(both);
  const { state, approval, decider, requested_at, decided_at, decided_by, fulfilled_at, fulfilled_by, reversed_at, reversed_by } = redemption;
  const verdict = state === "rejected" ? t.rejected : t.approved;
  const waits = state === "requested" || state === "approved";
  return (
    <ul className="so-far">
      <li>
        {t.requested} <When at={requested_at} />
      </li>
      {decided_at && (
        <li>
          {approval === "none" && state !== "rejected" ? t.decided : verdict} {decided_by && approval !== "none" && <PersonName no={decided_by} quiet={false} />}{" "}
          <When at={decided_at} />
        </li>
      )}
      {fulfilled_at && fulfilled_by && (
        <li>
          {redemption.kind === "bonus" ? t.released : t.fulfilled} <PersonName no={fulfilled_by} quiet={false} /> <When at={fulfilled_at} />
        </li>
      )}
      {state === "fulfilled" && redemption.kind === "bonus" && <Paying of={redemption} />}
      {reversed_at && reversed_by && (
        <li>
          {t.reversed} <PersonName no={reversed_by} quiet={false} /> <When at={reversed_at} />
        </li>
      )}
      {redemption.reason && (
        <li>
          <Said>{redemption.reason}</Said>
        </li>
      )}
      {waits && (
        <li className="quiet">
          {t.waits} {state === "requested" && decider !== null ? <PersonName no={decider} quiet={false} /> : t.hr}
        </li>
      )}
    </ul>
  );
}

/** A bonus on its way from hr through payroll to the wages. */
function Paying({ of: { line, pay_month } }: { of: Redemption }) {
  const t = useTexts(both);
  const f = useFormats();
  if (line === "taken-over" && pay_month) return <li>{t.paid(f.month(pay_month))}</li>;
  return <li className="quiet">{line === "exported" ? t.payroll : t.next}</li>;
}
