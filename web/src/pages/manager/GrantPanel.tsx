import { useGrantTrial } from "../../api/trial";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { BudgetInSight } from "./BudgetInSight";
import { ORGANISATION, type Offer, type Typed } from "./granted";
import { type Grantable, principalOf } from "./grantable";

const both = texts({
  en: { points: (points: string) => `${points} points`, worth: (money: string, reward: string) => `worth ${money} before tax as “${reward}”`, because: (reason: string) => `“${reason}”` },
  zh: { points: (points: string) => `${points} 分`, worth: (money: string, reward: string) => `按“${reward}”折合税前 ${money}`, because: (reason: string) => `“${reason}”` },
});

interface Props {
  typed: Typed;
  name: string;
  tag: Grantable | undefined;
  offer: Offer | null;
  /** Points from the same budget that are being recorded. */
  pending: number;
}

/** What the button below will do: to whom, for what, how much, what that is in money, and what it leaves. */
export function GrantPanel({ typed, name, tag, offer, pending }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const { employee, purse } = typed;
  const complete = employee !== null && tag !== undefined && offer !== null;
  // Of what the giver chose the service is asked; of what it suggested it has said.
  const other = complete && offer.points !== tag.would_credit;
  const asked = other ? { employee, tag: tag.tag, points: offer.asked, instant: purse === ORGANISATION } : null;
  const { data, isPlaceholderData } = useGrantTrial(asked, principalOf(purse));
  const worth = !complete ? null : !other ? tag.worth : data?.would_credit === offer.points && !isPlaceholderData ? data.worth : null;
  return (
    <div aria-live="polite" className="grant-panel">
      {complete && (
        <p className="grant-summary">
          <bdi>{name}</bdi> · {tag.name} · <strong className="number">{t.points(f.points(offer.points))}</strong>
          {worth && <span className="quiet"> · {t.worth(f.money(worth.money), worth.name)}</span>}
        </p>
      )}
      {complete && typed.reason.trim() !== "" && <p className="quiet grant-why">{t.because(typed.reason.trim())}</p>}
      <BudgetInSight purse={purse} pending={pending} credits={complete ? offer.points : null} />
    </div>
  );
}
