import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { EvidenceList } from "../../components/EvidenceList";
import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { When } from "../../components/When";
import { useRuleText } from "../../components/rule-text";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: { points: "Points", value: "Value", quantity: "Quantity", happened: "Date", evidence: "Evidence", rule: "Rule" },
  zh: { points: "积分", value: "价值", quantity: "数量", happened: "发生时间", evidence: "证据", rule: "规则" },
});

/** What a claim says, and what it would earn. */
export function ClaimFacts({ claim }: { claim: Schemas["ClaimView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const tag = useTags().of(claim.tag);
  const unit = tag?.rule.unit;
  return (
    <>
      <p className="waiting-lead">
        <strong>
          <TagName code={claim.tag} />
        </strong>{" "}
        <strong>
          <Points points={claim.points} change />
        </strong>
        {claim.value && <span className="number"> · {f.money(claim.value)}</span>}
      </p>
      {claim.description && <p className="said">{claim.description}</p>}
      <dl className="manager-facts">
        {claim.quantity && (
          <div>
            <dt>{t.quantity}</dt>
            <dd>
              {f.number(claim.quantity)} {typeof unit === "string" && unit}
            </dd>
          </div>
        )}
        {tag && (
          <div>
            <dt>{t.rule}</dt>
            <dd>{ruleText(tag)}</dd>
          </div>
        )}
        <div>
          <dt>{t.happened}</dt>
          <dd>
            <When at={claim.occurred_at} exact />
          </dd>
        </div>
        {claim.evidence.length > 0 && (
          <div>
            <dt>{t.evidence}</dt>
            <dd>
              <EvidenceList evidence={claim.evidence} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
