import { Choices } from "../../components/Choices";
import { PersonName } from "../../components/PersonName";
import { texts, useTexts } from "../../texts";
import { ORGANISATION, OWN, type Purse } from "./granted";

const both = texts({
  en: { from: "Whose budget", own: "My budget", organisation: "Instant award", organisations: "the organisation’s budget", for: "For", theirs: "on their behalf, from their budget" },
  zh: { from: "使用谁的预算", own: "我的预算", organisation: "即时奖励", organisations: "使用组织预算", for: "代理", theirs: "以其名义，使用其预算" },
}); // prettier-ignore

/** Nothing is asked of who has one budget to grant from. */
export function PurseChoice({ purses, value, onChange }: { purses: Purse[]; value: Purse; onChange: (purse: Purse) => void }) {
  const t = useTexts(both);
  if (purses.length < 2 && purses[0] === OWN) return null;
  const labelOf = (purse: Purse) => {
    if (purse === OWN) return { label: t.own };
    if (purse === ORGANISATION) return { label: t.organisation, hint: t.organisations };
    return {
      label: (
        <>
          {t.for} <PersonName no={purse} />
        </>
      ),
      hint: t.theirs,
    };
  };
  return <Choices label={t.from} value={value} onChange={onChange} choices={purses.map((purse) => ({ value: purse, ...labelOf(purse) }))} />;
}
