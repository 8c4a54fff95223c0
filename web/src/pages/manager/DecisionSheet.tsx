import { Drawer, Segmented } from "antd";
import { useState } from "react";

import { useTexts } from "../../texts";
import { useWide } from "../../theme";
import { ChangeForm } from "./ChangeForm";
import { ReasonForm } from "./ReasonForm";
import { type Body, DECISIONS, type Decision, decisionTexts, nameOf } from "./decisions";
import type { WaitingItem } from "./waiting-items";

export interface Asked {
  items: readonly [WaitingItem, ...WaitingItem[]];
  decision: Decision;
}

interface Props {
  asked: Asked | null;
  onClose: () => void;
  onDecide: (decision: Decision, body: Body, taken: () => void) => void;
}

/** What needs a word: a question, a reason, other points. */
export function DecisionSheet({ asked, onClose, onDecide }: Props) {
  const words = useTexts(decisionTexts);
  const wide = useWide(720);
  const title = asked === null ? "" : nameOf(asked.items[0].kind, asked.decision, words);
  return (
    <Drawer
      open={asked !== null}
      onClose={onClose}
      // Where the keyboard goes on is the list's to say: what opened this may be gone.
      focusable={{ focusTriggerAfterClose: false }}
      title={asked !== null && asked.items.length > 1 ? `${title} (${asked.items.length})` : title}
      placement={wide ? "right" : "bottom"}
      size={wide ? 440 : "80%"}
      destroyOnHidden
    >
      {asked !== null && <Content key={asked.items[0].key + asked.decision} asked={asked} onDecide={onDecide} />}
    </Drawer>
  );
}

function Content({ asked, onDecide }: { asked: Asked; onDecide: Props["onDecide"] }) {
  const words = useTexts(decisionTexts);
  const { items } = asked;
  const [item] = items;
  const one = items.length === 1;
  const others = one ? DECISIONS[item.kind].filter((other) => other !== "approve") : [asked.decision];
  const [decision, setDecision] = useState(asked.decision);
  return (
    <div className="stack">
      {others.length > 1 && (
        <Segmented<Decision>
          block
          size="large"
          value={decision}
          onChange={setDecision}
          options={others.map((other) => ({ value: other, label: words[other] }))}
        />
      )}
      {decision === "change" && item.kind === "claim" && <ChangeForm claim={item.claim} onDecide={(body, taken) => onDecide(decision, body, taken)} />}
      {(decision === "return" || decision === "reject") && (
        <ReasonForm key={decision} items={items} decision={decision} onDecide={(body, taken) => onDecide(decision, body, taken)} />
      )}
    </div>
  );
}
