/** Who could not sign in as somebody, from where and why: for the person, and for hr. */
import { useGet } from "../api/queries";
import { texts, useTexts } from "../texts";
import { Listing } from "./Listing";
import { When } from "./When";

const both = texts({
  en: {
    title: "Sign-ins that failed",
    none: "None in the last 90 days",
    lead: "If these were not you, choose another password.",
    last: "Last",
    from: "From",
    why: "Why",
    times: "Times",
    reasons: { "wrong-login": "Wrong password", "wrong-link": "Wrong link", "too-many-attempts": "Too many at once", "no-longer-employed": "Has left" },
  },
  zh: {
    title: "未成功的登录",
    none: "近 90 天内没有",
    lead: "若不是您本人操作，请修改密码。",
    last: "最近一次",
    from: "来源网络",
    why: "原因",
    times: "次数",
    reasons: { "wrong-login": "密码错误", "wrong-link": "链接错误", "too-many-attempts": "尝试过多", "no-longer-employed": "已离职" },
  },
});

export function RefusedSignIns({ of = null }: { of?: string | null }) {
  const t = useTexts(both);
  const mine = useGet("/v1/me/sign-ins", {}, { enabled: of === null });
  const theirs = useGet("/v1/sign-ins", { query: { employee: of ?? undefined } }, { enabled: of !== null });
  const { data, error, isPending } = of === null ? mine : theirs;
  const items = data?.items ?? [];
  const reasons: Record<string, string> = t.reasons;
  return (
    <section className="card stack">
      <h2 style={{ margin: 0, fontSize: 16 }}>{t.title}</h2>
      {of === null && items.length > 0 && <p className="quiet" style={{ margin: 0 }}>{t.lead}</p>}
      <Listing
        query={{ items, error, isPending }}
        label={t.title}
        empty={t.none}
        idOf={({ network, reason }) => `${network} ${reason}`}
        columns={[
          { title: t.last, lead: true, show: ({ last_at }) => <When at={last_at} /> },
          { title: t.from, show: ({ network }) => <bdi className="number">{network}</bdi> },
          { title: t.why, show: ({ reason }) => reasons[reason] ?? reason },
          { title: t.times, number: true, show: ({ times }) => times },
        ]}
      />
    </section>
  );
}
