import { Button, Checkbox } from "antd";

import type { Problem } from "../../api/problem";
import { PersonName } from "../../components/PersonName";
import { ProblemNotice } from "../../components/ProblemNotice";
import { When } from "../../components/When";
import { texts, useAbout, useTexts } from "../../texts";
import { ClaimToDecide } from "./ClaimToDecide";
import { CountersignatureFacts } from "./CountersignatureFacts";
import { RedemptionFacts } from "./RedemptionFacts";
import { ReversalFacts } from "./ReversalFacts";
import { Swipe } from "./Swipe";
import { TagFacts } from "./TagFacts";
import { DECISIONS, type Decision, decisionTexts, nameOf, useAmount, useSubject } from "./decisions";
import type { WaitingItem } from "./waiting-items";

const both = texts({
  en: { claim: "Claim", redemption: "Redemption", fulfilment: "To fulfil", tag: "Proposed tag", reversal: "Forced reversal", countersignature: "Second HR", second: "Second approval", more: "More", select: "Select", place: (at: number, of: string) => `${at} of ${of}` },
  zh: { claim: "申报", redemption: "兑换", fulfilment: "待兑现", tag: "标签提议", reversal: "强制撤销", countersignature: "HR 复核", second: "二次审批", more: "更多", select: "选择", place: (at: number, of: string) => `第 ${at} 条，共 ${of} 条` },
}); // prettier-ignore

interface Props {
  item: WaitingItem;
  onBehalfOf: string | null;
  /** Where it stands, and of how many: who does not see the list hears it. */
  place: number;
  of: string;
  current: boolean;
  problem: Problem | null;
  /** None: it is decided by itself only. */
  selected: boolean | null;
  onSelect: (selected: boolean) => void;
  onDecide: (decision: Decision) => void;
  onFocus: () => void;
}

export function WaitingRow({ item, onBehalfOf, place, of, current, problem, selected, onSelect, onDecide, onFocus }: Props) {
  const t = useTexts(both);
  const words = useTexts(decisionTexts);
  const say = useAbout();
  const amount = useAmount()(item);
  const about = useSubject()(item);
  const decisions = DECISIONS[item.kind];
  const label = (decision: Decision) => {
    const name = nameOf(item.kind, decision, words);
    return decision === "approve" && amount ? `${name} ${amount}` : name;
  };
  // To the left: what needs a word from the decider.
  const other = decisions.includes("return") ? "return" : "reject";
  return (
    <li data-key={item.key} data-current={current} tabIndex={-1} onFocus={onFocus}>
      <Swipe right={label("approve")} left={t.more} onRight={() => onDecide("approve")} onLeft={() => onDecide(other)}>
        <div className="card waiting-card">
          <div className="row apart">
            <h2>
              <span className="visually-hidden">{t.place(place, of)} </span>
              <span className="waiting-kind">{isSecond(item) ? t.second : t[item.kind]}</span> {item.employee && <PersonName no={item.employee} />}
            </h2>
            <span className="row">
              {item.since && (
                <span className="quiet">
                  <When at={item.since} />
                </span>
              )}
              {selected !== null && (
                <Checkbox
                  className="waiting-select"
                  checked={selected}
                  onChange={(event) => onSelect(event.target.checked)}
                  aria-label={say(t.select, about)}
                />
              )}
            </span>
          </div>
          <ProblemNotice problem={problem} />
          {item.kind === "claim" && <ClaimToDecide claim={item.claim} />}
          {(item.kind === "redemption" || item.kind === "fulfilment") && <RedemptionFacts redemption={item.redemption} />}
          {item.kind === "reversal" && <ReversalFacts reversal={item.reversal} />}
          {item.kind === "countersignature" && <CountersignatureFacts of={item.countersignature} onBehalfOf={onBehalfOf} />}
          {item.kind === "tag" && <TagFacts tag={item.tag} />}
          <div className="waiting-buttons">
            {decisions.map((decision) => (
              <Button
                key={decision}
                size="large"
                type={decision === "approve" ? "primary" : "default"}
                danger={decision === "reject"}
                onClick={() => onDecide(decision)}
                aria-label={say(label(decision), about)}
              >
                {label(decision)}
              </Button>
            ))}
          </div>
        </div>
      </Swipe>
    </li>
  );
}

/** A claim that was approved once. */
const isSecond = (item: WaitingItem): boolean => item.kind === "countersignature" && item.countersignature.above === "points-a-claim";
