/** Who acts for me while I am away, and for whom I act. */
import { useGet } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { PersonName } from "../../components/PersonName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import type { Schemas } from "../../api/client";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { DelegationForm } from "./DelegationForm";
import { matterTexts } from "./matters";

const both = texts({
  en: {
    title: "Delegations", lead: "While you are away somebody else grants and decides on your behalf, from your budget. The record shows both of you, and neither of you can be the one who benefits.",
    only: "Managers delegate to you while they are away: you grant and decide on their behalf, from their budget. The record shows both of you, and neither of you can be the one who benefits.",
    give: "Delegate", given: "Acting for me", taken: "I am acting for", from: "For", to: "By", what: "What", days: "Days", state: "State", now: "Active", ended: "Ended", later: "Planned",
    noneGiven: "Nobody is acting for you.", noneTaken: "You are not acting for anybody.", end: "End now", sure: "End this delegation now?", means: "What was done on your behalf stays.",
  },
  zh: {
    title: "授权代理", lead: "外出期间由他人以您的名义、使用您的预算授予和审批，记录中会标明。双方都不能成为受益人。",
    only: "管理者外出期间可授权您代理：以其名义、使用其预算授予和审批，记录中会标明。双方都不能成为受益人。",
    give: "新建授权", given: "代理我的人", taken: "我代理的人", from: "委托人", to: "代理人", what: "事项", days: "日期", state: "状态", now: "生效中", ended: "已结束", later: "未开始",
    noneGiven: "目前没有人代理您。", noneTaken: "没有人委托您代理。", end: "结束授权", sure: "现在结束这项授权吗？", means: "已以您的名义完成的操作仍然有效。",
  },
}); // prettier-ignore

type Delegation = Schemas["DelegationView"];

export default function Delegations() {
  const t = useTexts(both);
  const f = useFormats();
  const matters = useTexts(matterTexts);
  const me = useMe();
  const { data, isPending, error, refetch } = useGet("/v1/delegations");
  const items = (data?.items ?? []).toSorted((one, other) => other.starts_on.localeCompare(one.starts_on));
  const states = { planned: t.later, active: t.now, ended: t.ended };
  const columns = (who: Column<Delegation>): Column<Delegation>[] => [
    who,
    { title: t.what, show: ({ what }) => f.list(what.map((matter) => matters[matter] ?? matter)) },
    {
      title: t.days,
      show: ({ starts_on, ends_on }) => (
        <>
          <When at={starts_on} /> – <When at={ends_on} />
        </>
      ),
    },
    { title: t.state, show: ({ state }) => states[state] },
  ];
  const by: Column<Delegation> = { title: t.to, lead: true, show: ({ to }) => <PersonName no={to} /> };
  const from: Column<Delegation> = { title: t.from, lead: true, show: (one) => <PersonName no={one.from} /> };
  const listed = (kept: (one: Delegation) => boolean) => ({ items: items.filter(kept), isPending, error, retry: () => void refetch() });
  const gives = holds(me, ["manager"]);
  return (
    <Titled title={t.title} lead={gives ? t.lead : t.only}>
      <div className="stack">
        {gives && (
          <section className="card">
            <h2>{t.give}</h2>
            <DelegationForm />
          </section>
        )}
        {gives && (
          <section>
            <h2>{t.given}</h2>
            <Listing
              query={listed((one) => one.from === me.employee_no)}
              columns={columns(by)}
              idOf={({ id }) => id}
              empty={t.noneGiven}
              label={t.given}
              actions={(one) =>
                one.state !== "ended" && (
                  <ConfirmedCommand
                    label={t.end}
                    about={one.to}
                    title={t.sure}
                    confirm={t.end}
                    danger
                    path="/v1/delegations/{delegation}/revocation"
                    at={{ delegation: one.id }}
                  >
                    {t.means}
                  </ConfirmedCommand>
                )
              }
            />
          </section>
        )}
        <section>
          <h2>{t.taken}</h2>
          <Listing
            query={listed(({ to }) => to === me.employee_no)}
            columns={columns(from)}
            idOf={({ id }) => id}
            empty={t.noneTaken}
            label={t.taken}
          />
        </section>
      </div>
    </Titled>
  );
}
