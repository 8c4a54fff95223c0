/** What is typed about a reward, and what the service is asked: only what its kind has. */
import type { Schemas } from "../../api/client";

export type Reward = Schemas["OfferedReward"];
export type Kind = Reward["kind"];

export interface TypedReward {
  code?: string;
  name?: string;
  kind: Kind;
  cost?: number | null;
  amount?: string;
  pay_item?: string;
  tax_class?: string;
  /** Leave is given in days or in hours. */
  leave?: "days" | "hours";
  days?: string;
  hours?: string;
  course?: string;
  stock?: number | null;
  yearly_limit?: number | null;
  approval?: Reward["approval"];
}

export const NEW_REWARD: TypedReward = { kind: "bonus", leave: "days", approval: "manager" };

const text = (typed: string | undefined): string | null => typed?.trim() || null;

function benefitOf(typed: TypedReward) {
  switch (typed.kind) {
    case "bonus":
      return { amount: text(typed.amount), ...given("pay_item", typed.pay_item), ...given("tax_class", typed.tax_class) };
    case "leave":
      return typed.leave === "hours" ? { hours: text(typed.hours), days: null } : { days: text(typed.days), hours: null };
    case "training":
      return { course: text(typed.course) };
    case "custom":
      return {};
  }
}

const given = (name: string, typed: string | undefined) => (text(typed) === null ? {} : { [name]: text(typed) });

const common = (typed: TypedReward) => ({
  name: typed.name?.trim() ?? "",
  cost: typed.cost ?? 0,
  stock: typed.stock ?? null,
  yearly_limit: typed.yearly_limit ?? null,
  approval: typed.approval ?? "manager",
  ...benefitOf(typed),
});

export const rewardOf = (typed: TypedReward): Schemas["RewardBody"] => ({ code: typed.code?.trim() ?? "", kind: typed.kind, ...common(typed) });

export const changeOf = (typed: TypedReward): Schemas["RewardChangeBody"] => common(typed);

export function typedReward(reward: Reward): TypedReward {
  const { name, kind, cost, stock, yearly_limit, approval } = reward;
  return {
    name, kind, cost, stock, yearly_limit, approval,
    leave: reward.hours === null ? "days" : "hours",
    amount: reward.amount ?? undefined,
    pay_item: reward.pay_item ?? undefined,
    tax_class: reward.tax_class ?? undefined,
    days: reward.days ?? undefined,
    hours: reward.hours ?? undefined,
    course: reward.course ?? undefined,
  }; // prettier-ignore
}
