/** Points in the moment: person, tag, reason. What was granted stands there at once. */
import { useEffect } from "react";
import { useSearchParams } from "react-router";

import { useKept } from "../../components/kept";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { GrantForm } from "./GrantForm";
import { JustGrantedList } from "./JustGrantedList";
import { PurseChoice } from "./PurseChoice";
import { ORGANISATION, OWN, type Typed, useGranted } from "./granted";
import { useStandIns } from "./stand-ins";
import { useUsed } from "./used";
import "./grant.css";

const both = texts({ en: { title: "Grant" }, zh: { title: "授予积分" } });

export default function Grant() {
  const t = useTexts(both);
  const me = useMe();
  const used = useUsed();
  const granted = useGranted();
  const principals = useStandIns("grants");
  const [search, setSearch] = useSearchParams();
  const purses = [...(holds(me, ["manager"]) ? [OWN] : []), ...(holds(me, ["hr"]) ? [ORGANISATION] : []), ...principals];
  const empty: Typed = { employee: null, tag: used.tag, points: null, reason: "", purse: OWN };
  const [draft, setDraft] = useKept<Typed>("draft.grant", empty, sessionStorage);
  const typed = purses.includes(draft.purse) ? draft : { ...draft, purse: purses[0] ?? OWN };
  const type = (changed: Partial<Typed>) => setDraft(() => ({ ...typed, ...changed }));

  // A link to somebody's grant, such as the team's page has, chooses them once.
  const asked = search.get("employee");
  useEffect(() => {
    if (asked === null) return;
    setDraft((was) => ({ ...was, employee: asked }));
    setSearch({}, { replace: true });
  }, [asked, setDraft, setSearch]);

  const grant = (points: number) => {
    if (typed.employee === null || typed.tag === null) return;
    granted.add(typed, points);
    used.use(typed.employee, typed.tag, typed.reason.trim());
    setDraft(() => ({ ...empty, tag: typed.tag, purse: typed.purse }));
    scrollTo({ top: 0 });
  };

  const pending = granted.items.filter(({ state, purse }) => state === "sending" && purse === typed.purse);
  return (
    <Titled title={t.title}>
      <div className="grant">
        <JustGrantedList granted={granted} onEdit={(typed) => setDraft(() => typed)} />
        <div className="stack">
          <PurseChoice purses={purses} value={typed.purse} onChange={(purse) => type({ purse, employee: null })} />
          <GrantForm typed={typed} onType={type} onGrant={grant} pending={pending.reduce((sum, { points }) => sum + points, 0)} />
        </div>
      </div>
    </Titled>
  );
}
