/** What became of a claim, from its submission on. Earlier returns are known to its employee, who was told of them. */
import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import type { Tone } from "../../components/State";
import { When } from "../../components/When";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

type Claim = Schemas["ClaimView"];

const both = texts({
  en: {
    submitted: "Submitted",
    resubmitted: "Answered and submitted again",
    returned: "Returned with a question",
    approved: "Approved",
    rejected: "Rejected",
    withdrawn: "Withdrawn",
    reversed: "The points were taken back; the entry says why",
    waits: "Waiting for the approver",
    yours: "Waiting for the answer",
    forWhom: "for",
  },
  zh: {
    submitted: "已提交",
    resubmitted: "已补充并重新提交",
    returned: "退回，需补充说明",
    approved: "批准",
    rejected: "驳回",
    withdrawn: "已撤回",
    reversed: "积分已被撤销，理由见明细",
    waits: "等待审批",
    yours: "等待补充说明",
    forWhom: "代",
  },
});

interface Step {
  key: string;
  what: string;
  tone: Tone;
  at?: string;
  by?: string | null;
  onBehalfOf?: string | null;
  reason?: string | null;
  points?: number | null;
}

/** The returns that came before the last decision. */
function useReturns(claim: Claim): { at: string; reason: string | null }[] {
  const { employee_no } = useMe();
  const mine = claim.employee === employee_no;
  const { items } = useList("/v1/notifications", { query: { limit: 50 } }, { enabled: mine && claim.resubmitted_at !== null });
  return items
    .filter(({ kind, data }) => kind === "claim-returned" && (data as { claim?: string }).claim === claim.id)
    .map(({ recorded_at, data }) => ({ at: recorded_at, reason: (data as { reason?: string | null }).reason ?? null }));
}

export function ClaimLife({ claim }: { claim: Claim }) {
  const t = useTexts(both);
  const returns = useReturns(claim);
  return (
    <ol className="life">
      {stepsOf(claim, returns, t).map(({ key, what, tone, at, by, onBehalfOf, reason, points }) => (
        <li key={key} data-tone={tone}>
          <strong>{what}</strong> {typeof points === "number" && <Points points={points} change />}
          {(by || at) && (
            <p className="quiet">
              {by && <PersonName no={by} />}
              {onBehalfOf && (
                <>
                  {" "}
                  ({t.forWhom} <PersonName no={onBehalfOf} />)
                </>
              )}
              {by && at && " · "}
              {at && <When at={at} exact />}
            </p>
          )}
          {reason && <Said>{reason}</Said>}
        </li>
      ))}
    </ol>
  );
}

function stepsOf(claim: Claim, returns: { at: string; reason: string | null }[], t: (typeof both)["en"]): Step[] {
  const { state, submitted_at, resubmitted_at, decided_at, decided_by, decided_on_behalf_of, reason, credited, reversed } = claim;
  const steps: Step[] = [{ key: "submitted", what: t.submitted, tone: "over", at: submitted_at }];
  // The last decision was the return where it was not decided since.
  const isReturn = state === "returned" || state === "submitted" || state === "withdrawn";
  for (const { at, reason: asked } of returns) {
    if (at !== decided_at || !isReturn) steps.push({ key: at, what: t.returned, tone: "waiting", at, reason: asked });
  }
  if (resubmitted_at !== null) steps.push({ key: "again", what: t.resubmitted, tone: "over", at: resubmitted_at });
  if (decided_at !== null) {
    const what = isReturn ? t.returned : state === "approved" ? t.approved : t.rejected;
    const tone = isReturn ? "waiting" : state === "approved" ? "good" : "bad";
    steps.push({ key: "decided", what, tone, at: decided_at, by: decided_by, onBehalfOf: decided_on_behalf_of, reason, points: credited });
  }
  steps.sort((one, other) => (one.at ?? "").localeCompare(other.at ?? ""));
  if (state === "withdrawn") steps.push({ key: "withdrawn", what: t.withdrawn, tone: "over" });
  if (reversed) steps.push({ key: "reversed", what: t.reversed, tone: "bad" });
  if (state === "submitted") steps.push({ key: "waits", what: t.waits, tone: "waiting", by: claim.decider });
  if (state === "returned") steps.push({ key: "yours", what: t.yours, tone: "waiting" });
  return steps;
}
