/** A claim that was returned and came again: what was asked, and what it said before. */
import type { Schemas } from "../../api/client";
import { EvidenceList } from "../../components/EvidenceList";
import { Said } from "../../components/Said";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: { asked: "Question when it was returned", changed: "Changed by the answer", nothing: "The answer changed nothing.", description: "Description before", evidence: "Evidence before", points: "Points", value: "Value", quantity: "Quantity", valueQuantity: "Value quantity", none: "none" },
  zh: { asked: "退回时的问题", changed: "补充后的变化", nothing: "补充时没有修改内容。", description: "原说明", evidence: "原证据", points: "积分", value: "创造价值", quantity: "数量", valueQuantity: "价值数量", none: "无" },
}); // prettier-ignore

export function Answered({ claim }: { claim: Schemas["ClaimView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { earlier, reason } = claim;
  if (earlier === null || claim.state !== "submitted") return null;
  const or = (text: string | null, show: (text: string) => string) => (text === null ? t.none : show(text));
  const figures = [
    { what: t.quantity, was: or(earlier.quantity, f.number), is: or(claim.quantity, f.number) },
    { what: t.points, was: f.points(earlier.points), is: f.points(claim.points) },
    { what: t.valueQuantity, was: or(earlier.value_quantity, f.number), is: or(claim.value_quantity, f.number) },
    { what: t.value, was: or(earlier.value, f.money), is: or(claim.value, f.money) },
  ].filter(({ was, is }) => was !== is);
  const said = earlier.description !== claim.description;
  const shown = JSON.stringify(earlier.evidence) !== JSON.stringify(claim.evidence);
  return (
    <div className="standing" data-testid="answered">
      {reason && (
        <div>
          <strong>{t.asked}</strong>
          <Said>{reason}</Said>
        </div>
      )}
      <strong>{t.changed}</strong>
      {figures.length === 0 && !said && !shown && <p>{t.nothing}</p>}
      <ul>
        {figures.map(({ what, was, is }) => (
          <li key={what}>
            {what}: <del>{was}</del> → <ins>{is}</ins>
          </li>
        ))}
        {said && (
          <li>
            {t.description}: <Said>{earlier.description}</Said>
          </li>
        )}
        {shown && (
          <li>
            {t.evidence}: <EvidenceList evidence={earlier.evidence} />
          </li>
        )}
      </ul>
    </div>
  );
}
