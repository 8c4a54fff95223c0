/** One claim: where it stands, what is asked of me, what it says, its life step by step. */
import { Link, useParams } from "react-router";

import { useGet } from "../../api/queries";
import { ClaimFacts } from "../../components/ClaimFacts";
import { ClaimRounds } from "../../components/ClaimRounds";
import { ClaimState } from "../../components/ClaimState";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { EvidenceList } from "../../components/EvidenceList";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { TakeBack } from "../../components/TakeBack";
import { Titled } from "../../components/Titled";
import { useClaimTitle } from "../../components/claim-title";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { AnswerReturn } from "./AnswerReturn";
import { ClaimLife } from "./ClaimLife";
import "./claims.css";

const both = texts({
  en: {
    title: "Claim",
    numbers: "In numbers",
    what: "What was done",
    evidence: "Evidence",
    life: "Step by step",
    rounds: "Questions and answers",
    events: "Events in the journal",
    erased: "No longer readable",
    withdraw: "Withdraw",
    sure: "Withdraw this claim?",
    means: "It will not be reviewed any further. You can submit it again as a new claim.",
  },
  zh: {
    title: "申报",
    numbers: "数据",
    what: "事项说明",
    evidence: "证据",
    life: "处理过程",
    rounds: "退回与答复",
    events: "查看账本事件",
    erased: "内容已不可读",
    withdraw: "撤回",
    sure: "撤回这条申报？",
    means: "撤回后不再审批，您可以重新申报。",
  },
});

export default function Claim() {
  const t = useTexts(both);
  const { claim: id = "" } = useParams();
  const me = useMe();
  const title = useClaimTitle();
  const { data: claim, error, refetch } = useGet("/v1/claims/{claim}", { path: { claim: id } });
  if (!claim) return <Titled title={t.title}>{error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}</Titled>;
  const mine = claim.employee === me.employee_no;
  const undecided = claim.state === "submitted" || claim.state === "returned";
  return (
    <Titled
      title={title(claim)}
      lead={
        <span className="row">
          <ClaimState state={claim.state} reversed={claim.reversed} />
          {!mine && <PersonName no={claim.employee} />}
          {holds(me, ["auditor", "hr"]) && <Link to={`/audit/subjects/claim:${id}`}>{t.events}</Link>}
        </span>
      }
      actions={
        mine && undecided ? (
          <ConfirmedCommand
            label={t.withdraw}
            title={t.sure}
            confirm={t.withdraw}
            danger
            size="large"
            path="/v1/claims/{claim}/withdrawal"
            at={{ claim: id }}
          >
            <p>{t.means}</p>
          </ConfirmedCommand>
        ) : (
          <TakeBack subject={`claim:${id}`} about={title(claim)} may={claim.may_take_back} />
        )
      }
    >
      <div className="stack">
        {mine && claim.state === "returned" && <AnswerReturn key={claim.decided_at} claim={claim} />}
        <section className="card">
          <h2>{t.numbers}</h2>
          <ClaimFacts claim={claim} />
        </section>
        {claim.rounds.length > 0 && !(mine && claim.state === "returned") && (
          <section className="card">
            <h2>{t.rounds}</h2>
            <ClaimRounds rounds={claim.rounds} />
          </section>
        )}
        <div className="columns">
          <section className="card">
            <h2>{t.what}</h2>
            <p className="said" data-testid="description">
              {claim.description ?? <span className="quiet">{t.erased}</span>}
            </p>
            <h3>{t.evidence}</h3>
            <EvidenceList evidence={claim.evidence} />
          </section>
          <section className="card">
            <h2>{t.life}</h2>
            <ClaimLife claim={claim} />
          </section>
        </div>
      </div>
    </Titled>
  );
}
