/** What can be decided about what waits, the words for it, and what is sent for it. */
import { type Command, hold } from "../../api/held";
import { usePeople, useTags } from "../../api/directory";
import type { CommandPath } from "../../api/commands";
import { useClaimTitle } from "../../components/claim-title";
import { type Formats, useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import type { WaitingItem } from "./waiting-items";

type Kind = WaitingItem["kind"];

/** `change`: approved with fewer points, or a value that was verified. */
export type Decision = "approve" | "change" | "return" | "reject";

export const DECISIONS: Record<Kind, Decision[]> = {
  claim: ["approve", "change", "return", "reject"],
  redemption: ["approve", "reject"],
  fulfilment: ["approve", "reject"],
  tag: ["approve", "reject"],
  reversal: ["approve", "reject"],
  countersignature: ["approve", "reject"],
};

type Verb = Exclude<Decision, "change"> | "fulfil" | "confirm";

export const decisionTexts = texts<Record<Decision | Verb, string>>({
  en: { approve: "Approve", change: "Adjust", return: "Return", reject: "Reject", fulfil: "Fulfil", confirm: "Confirm" },
  zh: { approve: "批准", change: "调整后批准", return: "退回", reject: "驳回", fulfil: "兑现", confirm: "确认" },
});

const both = texts({
  en: {
    approve: "Approved", return: "Returned", reject: "Rejected", fulfil: "Fulfilled", confirm: "Confirmed",
    done: (did: string, amount: string | null, about: string) => (amount ? `${did} ${amount} for ${about}` : `${did}: ${about}`),
    several: (did: string, n: number, amount: string | null) => `${did} ${n}${amount ? ` (${amount})` : ""}`,
    days: (n: string) => `${n} ${n === "1" ? "day" : "days"}`, hours: (n: string) => `${n} ${n === "1" ? "hour" : "hours"}`,
  },
  zh: {
    approve: "已批准", return: "已退回", reject: "已驳回", fulfil: "已兑现", confirm: "已确认",
    done: (did: string, amount: string | null, about: string) => `${did}${amount ? ` ${amount}` : ""}：${about}`,
    several: (did: string, n: number, amount: string | null) => `${did} ${n} 项${amount ? `（${amount}）` : ""}`,
    days: (n: string) => `${n} 天`, hours: (n: string) => `${n} 小时`,
  },
}); // prettier-ignore

type Words = (typeof both)["en"];

const verbOf = (kind: Kind, decision: Decision): Verb => {
  if (decision === "return" || decision === "reject") return decision;
  return kind === "fulfilment" ? "fulfil" : kind === "reversal" || kind === "countersignature" ? "confirm" : "approve";
};

/** What decides it, in a word. */
export const nameOf = (kind: Kind, decision: Decision, t: (typeof decisionTexts)["en"]): string =>
  decision === "change" ? t.change : t[verbOf(kind, decision)];

/** One word for all of them, or none. */
export function commonVerb(items: readonly WaitingItem[], decision: Decision): Verb | null {
  const verbs = new Set(items.map(({ kind }) => verbOf(kind, decision)));
  const [verb] = verbs;
  return verbs.size === 1 && verb !== undefined && items.every(({ kind }) => DECISIONS[kind].includes(decision)) ? verb : null;
}

/** What a claim's approval would credit now: of one that would be refused, nothing is said. */
const creditOf = (item: WaitingItem): number | null =>
  item.kind === "claim" && item.claim.standing && !item.claim.standing.problem ? item.claim.standing.would_credit : null;

/** What a claim's approval for so many points would credit; of more than the rule says, nothing is said. */
function creditedOf(item: WaitingItem, points: number): number | null {
  const credit = creditOf(item);
  return item.kind !== "claim" || credit === null || points > item.claim.points ? null : Math.min(points, credit);
}

/** What saying yes moves, as the service says: points, money, leave. */
function amountOf(item: WaitingItem, f: Formats, t: Words): string | null {
  if (item.kind === "claim") {
    const credited = creditOf(item);
    return credited === null ? null : f.change(credited);
  }
  if (item.kind === "reversal") return f.change(-item.reversal.points);
  if (item.kind === "countersignature") {
    const { points, money } = item.countersignature;
    return points !== null ? f.change(points) : money !== null ? f.money(money) : null;
  }
  if (item.kind === "tag") return null;
  const { benefit, quantity } = item.redemption;
  const one = benefit.amount ? f.money(benefit.amount) : benefit.days ? t.days(f.number(benefit.days)) : benefit.hours ? t.hours(f.number(benefit.hours)) : null;
  return one && quantity > 1 ? `${one} × ${f.number(quantity)}` : one;
}

export function useAmount(): (item: WaitingItem) => string | null {
  const t = useTexts(both);
  const f = useFormats();
  return (item) => amountOf(item, f, t);
}

/** Of several claims together. Two that share a cap would not get both: no sum is said of them. */
export function useSum(): (items: readonly WaitingItem[]) => string | null {
  const f = useFormats();
  return (items) => {
    const credits = items.map(creditOf);
    const shared = new Set(items.map((item) => (item.kind === "claim" ? `${item.claim.employee} ${item.claim.tag}` : item.key)));
    if (shared.size < items.length || credits.some((credit) => credit === null)) return null;
    return f.change(credits.reduce<number>((sum, credit) => sum + (credit ?? 0), 0));
  };
}

/** About whom, and what: a button's name for who hears only the button, and what was done. */
export function useSubject(): (item: WaitingItem) => string {
  const title = useClaimTitle();
  const { of: tagOf } = useTags();
  const { of } = usePeople();
  const nameOfPerson = (no: string) => of(no)?.name ?? no;
  return (item) => {
    if (item.kind === "tag") return item.tag.name;
    const who = item.employee === null ? [] : [nameOfPerson(item.employee)];
    if (item.kind === "claim") return [...who, title(item.claim)].join(" · ");
    if (item.kind === "reversal") return [...who, item.reversal.subject].join(" · ");
    if (item.kind === "countersignature") {
      const { tag } = item.countersignature.asked as { tag?: string };
      return [...who, tag ? (tagOf(tag)?.name ?? tag) : item.countersignature.subject].join(" · ");
    }
    return [...who, item.redemption.name].join(" · ");
  };
}

const OF = {
  claim: { part: "claim", yes: "/v1/claims/{claim}/approval", no: "/v1/claims/{claim}/rejection" },
  redemption: { part: "redemption", yes: "/v1/redemptions/{redemption}/approval", no: "/v1/redemptions/{redemption}/rejection" },
  fulfilment: { part: "redemption", yes: "/v1/redemptions/{redemption}/fulfilment", no: "/v1/redemptions/{redemption}/rejection" },
  tag: { part: "code", yes: "/v1/tags/{code}/approval", no: "/v1/tags/{code}/rejection" },
  reversal: { part: "reversal", yes: "/v1/reversals/{reversal}/confirmation", no: "/v1/reversals/{reversal}/rejection" },
  countersignature: { part: "countersignature", yes: "/v1/countersignatures/{countersignature}/confirmation", no: "/v1/countersignatures/{countersignature}/rejection" },
} as const satisfies Record<Kind, { part: string; yes: CommandPath<"post">; no: CommandPath<"post"> }>; // prettier-ignore

export function pathOf(kind: Kind, decision: Decision): CommandPath<"post"> {
  if (decision === "return") return "/v1/claims/{claim}/return";
  return decision === "reject" ? OF[kind].no : OF[kind].yes;
}

export const partsOf = ({ kind, id }: WaitingItem): Record<string, string> => ({ [OF[kind].part]: id });

/** Other points than those of the rule are said as they were typed. */
export type Body = { reason?: string; points?: number | null };

export type Decide = (items: readonly WaitingItem[], decision: Decision, body?: Body, onTaken?: () => void) => void;

/** Decides one thing, or several at once with the same words; each is sent by itself, and nothing for some seconds. */
export function useDecide(onBehalfOf: string | null): Decide {
  const t = useTexts(both);
  const f = useFormats();
  const subject = useSubject();
  const amount = useAmount();
  const sum = useSum();
  const says = (decision: Decision) => decision === "approve" || decision === "change";
  return (items, decision, body, onTaken) => {
    const done = (item: WaitingItem) => {
      const points = body?.points ? (creditedOf(item, body.points) ?? body.points) : null;
      const moved = points !== null ? f.change(points) : says(decision) ? amount(item) : null;
      return t.done(t[verbOf(item.kind, decision)], moved, subject(item));
    };
    const command = (item: WaitingItem): Command => ({
      path: pathOf(item.kind, decision),
      at: partsOf(item),
      ...bodyOf(item, decision, body),
      onBehalfOf,
    });
    const [first] = items;
    if (first === undefined) return;
    const said = items.length === 1 ? done(first) : t.several(t[verbOf(first.kind, decision)], items.length, says(decision) ? sum(items) : null);
    hold(said, items.map((item) => ({ key: item.key, said: done(item), counts: !item.others, command: command(item) })), onTaken); // prettier-ignore
  };
}

/** A claim is approved for what its button said: where the ledger would credit another number by then, it refuses. */
function bodyOf(item: WaitingItem, decision: Decision, body: Body | undefined): { body?: object } {
  if (item.kind !== "claim" || decision === "return" || decision === "reject") return body ? { body } : {};
  return { body: { ...body, expected_points: creditedOf(item, body?.points ?? item.claim.points) } };
}
