/** What became of a claim, from its submission on. */
import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import type { Tone } from "../../components/State";
import { When } from "../../components/When";
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
    once: "Approved once",
    second: "Waiting for a second approver",
    secondHr: "Waiting for a second approver of HR",
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
    once: "第一次批准",
    second: "等待第二位审批人确认",
    secondHr: "等待 HR 作为第二位审批人确认",
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

export function ClaimLife({ claim }: { claim: Claim }) {
  const t = useTexts(both);
  return (
    <ol className="life">
      {stepsOf(claim, t).map(({ key, what, tone, at, by, onBehalfOf, reason, points }) => (
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

function stepsOf(claim: Claim, t: (typeof both)["en"]): Step[] {
  const { state, submitted_at, decided_at, decided_by, decided_on_behalf_of, reason, credited, reversed } = claim;
  const steps: Step[] = [{ key: "submitted", what: t.submitted, tone: "over", at: submitted_at }];
  for (const { asked, asked_at, asked_by, asked_on_behalf_of, answer, answered_at } of claim.rounds) {
    steps.push({ key: asked_at, what: t.returned, tone: "waiting", at: asked_at, by: asked_by, onBehalfOf: asked_on_behalf_of, reason: asked });
    if (answered_at !== null) steps.push({ key: answered_at, what: t.resubmitted, tone: "over", at: answered_at, reason: answer });
  }
  const first = claim.first_approval;
  if (first) steps.push({ key: "once", what: t.once, tone: "good", at: first.approved_at, by: first.approved_by, onBehalfOf: first.approved_on_behalf_of });
  if (state === "approved" || state === "rejected") {
    const [what, tone] = state === "approved" ? ([t.approved, "good"] as const) : ([t.rejected, "bad"] as const);
    steps.push({ key: "decided", what, tone, at: decided_at ?? undefined, by: decided_by, onBehalfOf: decided_on_behalf_of, reason, points: credited });
  }
  if (state === "withdrawn") steps.push({ key: "withdrawn", what: t.withdrawn, tone: "over" });
  if (reversed) steps.push({ key: "reversed", what: t.reversed, tone: "bad" });
  if (state === "submitted" && first) steps.push({ key: "waits", what: first.second === null ? t.secondHr : t.second, tone: "waiting", by: first.second });
  if (state === "submitted" && !first) steps.push({ key: "waits", what: t.waits, tone: "waiting", by: claim.decider });
  if (state === "returned") steps.push({ key: "yours", what: t.yours, tone: "waiting" });
  return steps;
}
