import type { Schemas } from "../../api/client";
import { ClaimFacts } from "../../components/ClaimFacts";
import { ClaimRounds } from "../../components/ClaimRounds";
import { EvidenceList } from "../../components/EvidenceList";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { texts, useTexts } from "../../texts";
import { Standing } from "./Standing";
import { Unusual } from "./Unusual";

const both = texts({ en: { evidence: "Evidence" }, zh: { evidence: "证据" } });

/** What a claim says, and what it would earn. `second`: it was approved once already. */
export function ClaimToDecide({ claim, second = false }: { claim: Schemas["ClaimView"]; second?: boolean }) {
  const t = useTexts(both);
  return (
    <>
      <p className="waiting-lead">
        <strong>
          <TagName code={claim.tag} />
        </strong>
      </p>
      {claim.description && <Said>{claim.description}</Said>}
      <ClaimRounds rounds={claim.rounds} />
      <ClaimFacts claim={claim} />
      <Standing standing={claim.standing} />
      <Unusual standing={claim.standing} second={second} />
      {claim.evidence.length > 0 && (
        <>
          <h3>{t.evidence}</h3>
          <EvidenceList evidence={claim.evidence} />
        </>
      )}
    </>
  );
}
