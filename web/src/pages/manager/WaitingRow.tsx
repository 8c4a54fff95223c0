import { Button } from "antd";

import { useTags } from "../../api/directory";
import type { Problem } from "../../api/problem";
import { PersonName } from "../../components/PersonName";
import { ProblemNotice } from "../../components/ProblemNotice";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useAbout, useTexts } from "../../texts";
import { ClaimToDecide } from "./ClaimToDecide";
import { CountersignatureFacts } from "./CountersignatureFacts";
import { RedemptionFacts } from "./RedemptionFacts";
import { ReversalFacts } from "./ReversalFacts";
import { Swipe } from "./Swipe";
import { TagFacts } from "./TagFacts";
import { DECISIONS, type Decision, decisionTexts, nameOf } from "./decisions";
import type { WaitingItem } from "./waiting-items";

const both = texts({
  en: { claim: "Claim", redemption: "Redemption", fulfilment: "To fulfil", tag: "Proposed tag", reversal: "Forced reversal", countersignature: "Second HR", more: "More" },
  zh: { claim: "申报", redemption: "兑换", fulfilment: "待兑现", tag: "标签提议", reversal: "强制撤销", countersignature: "HR 复核", more: "更多" },
});

interface Props {
  item: WaitingItem;
  current: boolean;
  problem: Problem | null;
  onDecide: (decision: Decision) => void;
  onFocus: () => void;
}

export function WaitingRow({ item, current, problem, onDecide, onFocus }: Props) {
  const t = useTexts(both);
  const words = useTexts(decisionTexts);
  const say = useAbout();
  const about = useWhat(item);
  const decisions = DECISIONS[item.kind];
  // To the left: what needs a word from the decider.
  const other = decisions.includes("return") ? "return" : "reject";
  return (
    <li data-key={item.key} data-current={current} tabIndex={-1} onFocus={onFocus}>
      <Swipe right={nameOf(item.kind, "approve", words)} left={t.more} onRight={() => onDecide("approve")} onLeft={() => onDecide(other)}>
        <div className="card waiting-card">
          <div className="row apart">
            <h2>
              <span className="waiting-kind">{t[item.kind]}</span> {item.employee && <PersonName no={item.employee} />}
            </h2>
            {item.since && (
              <span className="quiet">
                <When at={item.since} />
              </span>
            )}
          </div>
          <ProblemNotice problem={problem} />
          {item.kind === "claim" && <ClaimToDecide claim={item.claim} />}
          {(item.kind === "redemption" || item.kind === "fulfilment") && <RedemptionFacts redemption={item.redemption} />}
          {item.kind === "reversal" && <ReversalFacts reversal={item.reversal} />}
          {item.kind === "countersignature" && <CountersignatureFacts of={item.countersignature} />}
          {item.kind === "tag" && <TagFacts tag={item.tag} />}
          <div className="waiting-buttons">
            {decisions.map((decision) => (
              <Button
                key={decision}
                size="large"
                type={decision === "approve" ? "primary" : "default"}
                danger={decision === "reject"}
                onClick={() => onDecide(decision)}
                aria-label={say(nameOf(item.kind, decision, words), about)}
              >
                {nameOf(item.kind, decision, words)}
              </Button>
            ))}
          </div>
        </div>
      </Swipe>
    </li>
  );
}

/** Who hears only a button: which of many it decides. */
function useWhat(item: WaitingItem): string {
  const { of } = useTags();
  const f = useFormats();
  if (item.kind === "tag") return item.tag.name;
  if (item.kind === "claim") return `${of(item.claim.tag)?.name ?? item.claim.tag}, ${item.claim.employee}`;
  if (item.kind === "reversal") return `${f.change(-item.reversal.points)}, ${item.reversal.employee}`;
  if (item.kind === "countersignature") return [item.countersignature.subject, item.countersignature.employee].filter(Boolean).join(", ");
  return `${item.redemption.name}, ${item.redemption.employee}`;
}
