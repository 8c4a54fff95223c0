/** What a notification says: a title, and a detail such as the reason. */
import { useCallback } from "react";

import { usePeople, useTags } from "../api/directory";
import type { Notification } from "../api/stream";
import { useFormats } from "../formats";
import { useMe } from "../session/session";
import { texts, useTexts } from "../texts";
import { useClaimTitle } from "./claim-title";
import { countersigned } from "./countersigning-words";
import { exportKinds } from "./export-words";
import { useRedeemedText } from "./redeemed-text";

interface Data {
  points?: number;
  credited?: number;
  tag?: string | null;
  by?: string;
  subject?: string;
  reason?: string | null;
  claim?: string;
  description?: string | null;
  quantity?: string | null;
  redemption?: string;
  employee?: string;
  reward?: string;
  on?: string;
  month?: string;
  change?: number;
  of?: string;
  amount?: string;
  days?: string;
  hours?: string;
  course?: string;
  export?: string;
  kind?: string;
  total?: string;
  principal?: string;
  from?: string;
  to?: string;
}

const both = texts({
  en: {
    credited: (points: string, tag: string) => `You received ${points} points${tag && ` for “${tag}”`}`,
    reversed: (points: string, tag: string) => `${points} points were taken back${tag && ` (“${tag}”)`}`,
    "claim-to-decide": (_: string, tag: string, whose: string) => `${whose} claims “${tag}”: it waits for your decision`,
    "delegation-given": (by: string) => `You stand in for ${by}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    "claim-approved": (points: string, tag: string) => `Your claim “${tag}” was approved: ${points} points`,
    "claim-returned": (_: string, tag: string) => `Your claim “${tag}” came back with a question`,
    "claim-rejected": (_: string, tag: string) => `Your claim “${tag}” was rejected`,
    "tag-approved": (_: string, tag: string) => `Your proposal “${tag}” was approved and can be used`,
    "tag-rejected": (_: string, tag: string) => `Your proposal “${tag}” was rejected`,
    "verification-due": (_: string, tag: string) => `The value of “${tag}” is due to be measured again`,
    "budget-set": () => "Your budget was set",
    budget: (month: string, change: string) => `${month}: ${change}`,
    "points-expiring": (points: string) => `${points} points expire soon`,
    until: (day: string) => `Redeem them by ${day}`,
    deducted: (points: string, tag: string) => `${points} points were deducted from your ranking (“${tag}”)`,
    "deduction-corrected": (points: string, tag: string) => `A deduction of ${points} points was corrected (“${tag}”)`,
    "password-set": (by: string) => `${by} set a new password for you`,
    "link-given": (_: string, _what: string, by: string) => `${by} gave you a link to choose a new password`,
    "password-chosen": "You chose a new password",
    "bonus-paid": (money: string, month: string) => `Your bonus of ${money} before tax is paid with the wages of ${month}`,
    due: "to be paid with your wages",
    "export-prepared": (kind: string) => `An export waits for you to take it over: ${kind}`,
    "countersignature-asked": (_: string, what: string) => `Your confirmation is needed: ${what}`,
    "countersignature-confirmed": (_: string, what: string, by: string) => `${by} confirmed what you asked for: ${what}`,
    "countersignature-rejected": (_: string, what: string, by: string) => `${by} rejected what you asked for: ${what}`,
    "countersignature-withdrawn": (_: string, what: string, by: string) => `${by} withdrew what waited to be confirmed: ${what}`,
    "reversal-asked": (points: string) => `Your confirmation is needed: take back ${points} points`,
    "reversal-confirmed": (points: string, _: string, by: string) => `${by} confirmed your reversal of ${points} points`,
    "reversal-rejected": (points: string, _: string, by: string) => `${by} rejected your reversal of ${points} points`,
    fulfilled: (became: string) => `Redeemed: ${became}`,
    redemption: (state: string, name: string, whose: string) => `Redemption${name && ` “${name}”`}${whose && ` of ${whose}`}: ${state}`,
    states: { requested: "awaiting approval", "to-decide": "awaiting your decision", "to-fulfil": "waiting to be fulfilled", approved: "approved", rejected: "rejected", fulfilled: "fulfilled", cancelled: "cancelled", reversed: "taken back" } as Record<string, string>,
  },
  zh: {
    credited: (points: string, tag: string) => `您获得了 ${points} 积分${tag && `（${tag}）`}`,
    reversed: (points: string, tag: string) => `${points} 积分已被撤销${tag && `（${tag}）`}`,
    "claim-to-decide": (_: string, tag: string, whose: string) => `${whose}的申报“${tag}”等待您审批`,
    "delegation-given": (by: string) => `您已成为${by}的代理人`,
    between: (from: string, to: string) => `${from} 至 ${to}`,
    "claim-approved": (points: string, tag: string) => `您的申报“${tag}”已批准：${points} 积分`,
    "claim-returned": (_: string, tag: string) => `您的申报“${tag}”被退回，请补充说明`,
    "claim-rejected": (_: string, tag: string) => `您的申报“${tag}”已被驳回`,
    "tag-approved": (_: string, tag: string) => `您提议的标签“${tag}”已批准，可以使用`,
    "tag-rejected": (_: string, tag: string) => `您提议的标签“${tag}”已被驳回`,
    "verification-due": (_: string, tag: string) => `“${tag}”的价值需要复核`,
    "budget-set": () => "您的积分预算已设定",
    budget: (month: string, change: string) => `${month}：${change}`,
    "points-expiring": (points: string) => `${points} 积分即将到期`,
    until: (day: string) => `请在 ${day} 前兑换`,
    deducted: (points: string, tag: string) => `排名扣 ${points} 分（${tag}）`,
    "deduction-corrected": (points: string, tag: string) => `扣除的 ${points} 分已更正（${tag}）`,
    "password-set": (by: string) => `${by} 为您重新设置了密码`,
    "link-given": (_: string, _what: string, by: string) => `${by} 给您发了重设密码的链接`,
    "password-chosen": "您已修改密码",
    "bonus-paid": (money: string, month: string) => `您的奖金 ${money}（税前）已随${month}工资发放`,
    due: "待随工资发放",
    "export-prepared": (kind: string) => `有导出单待您接收：${kind}`,
    "countersignature-asked": (_: string, what: string) => `有事项等待您复核：${what}`,
    "countersignature-confirmed": (_: string, what: string, by: string) => `${by} 已通过您提交复核的事项：${what}`,
    "countersignature-rejected": (_: string, what: string, by: string) => `${by} 已驳回您提交复核的事项：${what}`,
    "countersignature-withdrawn": (_: string, what: string, by: string) => `${by} 已撤回等待复核的事项：${what}`,
    "reversal-asked": (points: string) => `有撤销等待您复核：${points} 积分`,
    "reversal-confirmed": (points: string, _: string, by: string) => `${by} 已通过您申请的撤销：${points} 积分`,
    "reversal-rejected": (points: string, _: string, by: string) => `${by} 已驳回您申请的撤销：${points} 积分`,
    fulfilled: (became: string) => `已兑换：${became}`,
    redemption: (state: string, name: string, whose: string) => `${whose && `${whose} `}兑换${name && `“${name}”`}：${state}`,
    states: { requested: "待审批", "to-decide": "等待您审批", "to-fulfil": "等待兑现", approved: "已批准", rejected: "已驳回", fulfilled: "已兑现", cancelled: "已取消", reversed: "已撤销" } as Record<string, string>,
  },
});

export interface Told {
  title: string;
  detail: string;
  /** Where to read more. */
  to: string | null;
}

const PLACES: Record<string, string | null> = {
  "redemption-to-decide": "/waiting",
  "delegation-given": "/delegations",
  "redemption-to-fulfil": "/fulfilment",
  "budget-set": null,
  "password-set": "/password",
  "link-given": "/password",
  "bonus-paid": "/redemptions",
  "countersignature-asked": "/countersignatures",
  "countersignature-confirmed": "/countersignatures",
  "countersignature-rejected": "/countersignatures",
  "reversal-asked": "/waiting",
  "reversal-confirmed": "/reversals",
  "reversal-rejected": "/reversals",
  deducted: "/deductions/mine",
  "deduction-corrected": "/deductions/mine",
};

function placeOf(kind: string, { claim, tag, export: prepared }: Data): string | null {
  if (prepared) return `/exports/${prepared}`;
  if (claim && kind === "countersignature-asked") return "/waiting";
  if (claim) return `/claims/${claim}`;
  if ((kind === "tag-approved" || kind === "tag-rejected") && tag) return `/tags/${tag}`;
  const place = PLACES[kind];
  return place === undefined ? (kind.startsWith("redemption-") ? "/redemptions" : "/history") : place;
}

/** `rewards` knows the names of rewards by their codes, where they are at hand. */
export function useNotificationText(rewards?: Map<string, string>): (told: Pick<Notification, "kind" | "data">) => Told {
  const t = useTexts(both);
  const f = useFormats();
  const { of } = useTags();
  const { of: person } = usePeople();
  const claim = useClaimTitle();
  const me = useMe().employee_no;
  const kinds = useTexts(exportKinds);
  const seconded = useTexts(countersigned);
  const redeemed = useRedeemedText();
  return useCallback(
    ({ kind, data }) => {
      const about = data as Data;
      const code = about.tag ?? "";
      const tag = about.claim ? claim({ ...about, tag: code }) : (of(code)?.name ?? code);
      const points = f.points(Math.abs(about.credited ?? about.points ?? 0));
      const to = placeOf(kind, about);
      if (kind.startsWith("redemption-")) {
        const state = kind.slice("redemption-".length);
        const stands = state === "fulfilled" && about.of === "bonus" ? t.due : (t.states[state] ?? state);
        const whose = about.employee && about.employee !== me ? (person(about.employee)?.name ?? about.employee) : "";
        if (state === "fulfilled" && (about.amount ?? about.days ?? about.hours ?? about.course)) {
          return { title: t.fulfilled(redeemed({ kind: about.of ?? "", state, ...about, line: "waiting" })), detail: "", to };
        }
        return { title: t.redemption(stands, rewards?.get(about.reward ?? "") ?? "", whose), detail: about.reason ?? "", to };
      }
      if (kind === "bonus-paid") return { title: t["bonus-paid"](f.money(about.amount ?? "0"), f.month(about.month ?? "")), detail: "", to };
      if (kind === "budget-set") {
        return { title: t["budget-set"](), detail: t.budget(f.month(about.month ?? ""), f.change(about.change ?? 0)), to };
      }
      if (kind === "export-prepared") {
        return { title: t["export-prepared"](kinds[about.kind ?? ""] ?? ""), detail: about.total ? f.money(about.total) : "", to };
      }
      if (kind === "password-set") {
        const by = about.by ?? "";
        return { title: by === me ? t["password-chosen"] : t["password-set"](person(by)?.name ?? by), detail: "", to };
      }
      if (kind === "points-expiring") return { title: t["points-expiring"](points), detail: t.until(f.date(about.on ?? "")), to };
      if (kind === "delegation-given") {
        const principal = about.principal ?? "";
        const title = t["delegation-given"](person(principal)?.name ?? principal);
        return { title, detail: t.between(f.date(about.from ?? ""), f.date(about.to ?? "")), to };
      }
      const say = (t as unknown as Record<string, (points: string, what: string, by: string) => string>)[kind];
      const named = about.by ?? (kind === "claim-to-decide" ? about.employee : undefined);
      const by = named ? (person(named)?.name ?? named) : "";
      const what = kind.startsWith("countersignature-") ? [seconded[about.kind ?? ""] ?? "", about.claim && tag].filter(Boolean).join(" · ") : tag;
      return { title: say ? say(points, what, by) : kind, detail: about.reason ?? "", to };
    },
    [t, f, of, claim, person, me, kinds, seconded, redeemed, rewards],
  );
}
