/** What one piece of a reward is. */
import type { Schemas } from "../../api/client";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    amount: (money: string) => `${money} before tax`,
    days: (n: string) => `${n} ${n === "1" ? "day" : "days"} of company leave`,
    hours: (n: string) => `${n} ${n === "1" ? "hour" : "hours"} of company leave`,
  },
  zh: {
    amount: (money: string) => `${money}（税前）`,
    days: (n: string) => `公司福利假 ${n} 天`,
    hours: (n: string) => `公司福利假 ${n} 小时`,
  },
});

export function Benefit({ of }: { of: Pick<Schemas["BenefitView"], "amount" | "days" | "hours" | "course"> }) {
  const t = useTexts(both);
  const f = useFormats();
  if (of.amount) return t.amount(f.money(of.amount));
  if (of.days) return t.days(f.number(of.days));
  if (of.hours) return t.hours(f.number(of.hours));
  return of.course ? <span className="said">{of.course}</span> : null;
}
