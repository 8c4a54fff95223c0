/** Which limits, and what of the leavers' policy, somebody wants changed: as they are now, and as they would be. */
import type { Schemas } from "../api/client";
import { useGet } from "../api/queries";
import { useFormats } from "../formats";
import { plural, texts, useTexts } from "../texts";
import { aboves } from "./countersigning-words";

interface Policy {
  kind?: string;
  days?: number;
  amount_per_point?: string;
}

interface Asked {
  change?: { leaver_policy?: Policy };
  limits?: Record<string, string | number> | null;
}

const both = texts({
  en: { none: "no limit", leavers: "Points of leavers", bonus: (amount: string) => `paid out, ${amount} per point`, redeem: (days: number) => `redeemable for ${plural(days, "day")}` },
  zh: { none: "不限", leavers: "离职员工积分", bonus: (amount: string) => `折算奖金，每分 ${amount}`, redeem: (days: number) => `${days} 天内可兑换` },
});

/** What it is now is shown while it waits: later it may be what was asked for. */
export function ChangedSettings({ of }: { of: Schemas["CountersignatureView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const names = useTexts(aboves);
  const waits = of.state === "waiting";
  const now = useGet("/v1/organisation", undefined, { enabled: waits && of.kind === "settings" }).data as unknown as { limits?: Asked["limits"]; leaver_policy?: Policy } | undefined;
  if (of.kind !== "settings") return null;
  const { change, limits } = of.asked as Asked;
  const amount = (name: string, value: string | number) => (name.startsWith("money") ? f.money(String(value)) : f.points(Number(value)));
  const said = (policy: Policy) => (policy.kind === "bonus" ? t.bonus(f.money(policy.amount_per_point ?? "0")) : t.redeem(policy.days ?? 0));
  const ofClaim = "points_a_claim";
  const asked = Object.entries(limits ?? {});
  // No limit is not written down.
  if (limits && now?.limits?.[ofClaim] !== undefined && limits[ofClaim] === undefined) asked.push([ofClaim, ""]);
  const rows = asked.map(([name, value]) => {
    const before = now?.limits?.[name];
    const was = before === undefined ? (name === ofClaim && now ? t.none : null) : amount(name, before);
    return { label: names[name.replaceAll("_", "-")] ?? name, from: was, to: value === "" ? t.none : amount(name, value) };
  });
  const policy = change?.leaver_policy;
  if (policy) rows.push({ label: t.leavers, from: now?.leaver_policy ? said(now.leaver_policy) : null, to: said(policy) });
  return (
    <>
      {rows
        .filter(({ from, to }) => from !== to)
        .map(({ label, from, to }) => (
          <div key={label}>
            {label}: {from !== null && `${from} → `}
            <strong>{to}</strong>
          </div>
        ))}
    </>
  );
}
