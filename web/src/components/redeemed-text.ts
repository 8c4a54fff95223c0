/** What points were redeemed for, all pieces together, and what became of it; all of it said by the service. */
import { useCallback } from "react";

import type { Schemas } from "../api/client";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import { redemptionStates } from "./RedemptionState";

type Redeemed = Partial<Omit<Schemas["Redeemed"], "kind" | "state" | "quantity">> & { kind: string; state: string };

const both = texts({
  en: {
    bonus: (money: string) => `bonus of ${money} before tax`,
    days: (n: string) => `${n} ${n === "1" ? "day" : "days"} of leave`,
    hours: (n: string) => `${n} ${n === "1" ? "hour" : "hours"} of leave`,
    course: (name: string) => `training “${name}”`,
    paid: (month: string) => `paid with the wages of ${month}`,
    due: "to be paid with the wages",
    booked: (day: string) => `taken over on ${day}`,
    open: "to be taken over",
    and: (what: string, state: string) => `${what}, ${state.toLowerCase()}`,
  },
  zh: {
    bonus: (money: string) => `奖金 ${money}（税前）`,
    days: (n: string) => `休假 ${n} 天`,
    hours: (n: string) => `休假 ${n} 小时`,
    course: (name: string) => `培训“${name}”`,
    paid: (month: string) => `已随${month}工资发放`,
    due: "待随工资发放",
    booked: (day: string) => `已于 ${day} 登记`,
    open: "待登记",
    and: (what: string, state: string) => `${what}，${state}`,
  },
});

export function useRedeemedText(): (redeemed: Redeemed, called?: string) => string {
  const t = useTexts(both);
  const states = useTexts(redemptionStates);
  const f = useFormats();
  return useCallback(
    ({ kind, state, name, amount, days, hours, course, line, pay_month, taken_over_at }, called = "") => {
      const benefit = amount ? t.bonus(f.money(amount)) : days ? t.days(f.number(days)) : hours ? t.hours(f.number(hours)) : course ? t.course(course) : "";
      const what = benefit || (name ?? called);
      let stands = states[state] ?? state;
      if (state === "fulfilled" && kind === "bonus") stands = line === "taken-over" && pay_month ? t.paid(f.month(pay_month)) : t.due;
      else if (state === "fulfilled" && line) stands = line === "taken-over" && taken_over_at ? t.booked(f.date(taken_over_at)) : t.open;
      return what ? t.and(what, stands) : stands;
    },
    [t, f, states],
  );
}
