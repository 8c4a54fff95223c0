/** Points in the moment: person, tag, reason. What was granted stands below at once, and on every device. */
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

import { useKept } from "../../components/kept";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { GrantForm } from "./GrantForm";
import { GrantedList } from "./GrantedList";
import { PurseChoice } from "./PurseChoice";
import { RefusedGrants } from "./RefusedGrants";
import { ORGANISATION, OWN, type Offer, type Typed, useOutbox } from "./granted";
import { useGrants } from "./recent";
import { useStandIns } from "./stand-ins";
import "./grant.css";

const both = texts({ en: { title: "Grant" }, zh: { title: "授予积分" } });
const EMPTY: Typed = { employee: null, tag: null, points: null, reason: "", purse: OWN };

export default function Grant() {
  const t = useTexts(both);
  const me = useMe();
  const outbox = useOutbox();
  const principals = useStandIns("grants");
  const [search, setSearch] = useSearchParams();
  const purses = [...(holds(me, ["manager"]) ? [OWN] : []), ...(holds(me, ["hr"]) ? [ORGANISATION] : []), ...principals];
  const [draft, setDraft] = useKept<Typed>("draft.grant", EMPTY, sessionStorage);
  const typed = purses.includes(draft.purse) ? draft : { ...draft, purse: purses[0] ?? OWN };
  const type = (changed: Partial<Typed>) => setDraft(() => ({ ...typed, ...changed }));
  const grants = useGrants(typed.purse);
  // Each grant begins with a fresh form; what stays of the last one is in the draft.
  const [round, setRound] = useState(0);

  // A link to somebody's grant, such as the team's page has, chooses them once; it may bring a tag and a reason.
  const asked = search.get("employee");
  const [tag, reason] = [search.get("tag"), search.get("reason")];
  useEffect(() => {
    if (asked === null) return;
    setDraft((was) => ({ ...was, employee: asked, points: null, ...(tag === null ? {} : { tag }), ...(reason === null ? {} : { reason }) }));
    setSearch({}, { replace: true });
  }, [asked, tag, reason, setDraft, setSearch]);

  const grant = (offer: Offer) => {
    outbox.add(offer, typed, Math.max(0, ...grants.items.map(({ position }) => position)));
    setDraft(() => ({ ...typed, employee: null, tag: offer.tag, points: null }));
    setRound(round + 1);
    scrollTo({ top: 0 });
  };

  const pending = outbox.items.filter(({ state, purse }) => state === "sending" && purse === typed.purse);
  return (
    <Titled title={t.title}>
      <div className="stack">
        <RefusedGrants outbox={outbox} onEdit={(again) => setDraft(() => again)} />
        <PurseChoice purses={purses} value={typed.purse} onChange={(purse) => type({ purse, employee: null })} />
        <GrantForm
          key={round}
          again={round > 0}
          typed={typed}
          granted={grants.items}
          onType={type}
          onGrant={grant}
          pending={pending.reduce((sum, { points }) => sum + points, 0)}
        />
        <GrantedList outbox={outbox} grants={grants} purse={typed.purse} />
      </div>
    </Titled>
  );
}
