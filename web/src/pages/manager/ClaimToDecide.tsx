import type { Schemas } from "../../api/client";
import { ClaimFacts } from "../../components/ClaimFacts";
import { EvidenceList } from "../../components/EvidenceList";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { texts, useTexts } from "../../texts";
import { Answered } from "./Answered";
import { Standing } from "./Standing";

const both = texts({ en: { evidence: "Evidence" }, zh: { evidence: "证据" } });

/** What a claim says, and what it would earn. */
export function ClaimToDecide({ claim }: { claim: Schemas["ClaimView"] }) {
  const t = useTexts(both);
  return (
    <>
      <p className="waiting-lead">
        <strong>
          <TagName code={claim.tag} />
        </strong>
      </p>
      {claim.description && <Said>{claim.description}</Said>}
      <Answered claim={claim} />
      <ClaimFacts claim={claim} />
      <Standing standing={claim.standing} points={claim.points} />
      {claim.evidence.length > 0 && (
        <>
          <h3>{t.evidence}</h3>
          <EvidenceList evidence={claim.evidence} />
        </>
      )}
    </>
  );
}
