import { Drawer, Segmented } from "antd";
import { useState } from "react";

import { useTexts } from "../../texts";
import { useWide } from "../../theme";
import { ChangeForm } from "./ChangeForm";
import { ReasonForm } from "./ReasonForm";
import { DECISIONS, type Decision, decisionTexts, nameOf } from "./decisions";
import type { WaitingItem } from "./waiting-items";

interface Asked {
  item: WaitingItem;
  decision: Decision;
}

interface Props {
  asked: Asked | null;
  onBehalfOf: string | null;
  onClose: () => void;
  onDone: (item: WaitingItem) => void;
}

/** What needs a word: a question, a reason, other points. */
export function DecisionSheet({ asked, onBehalfOf, onClose, onDone }: Props) {
  const words = useTexts(decisionTexts);
  const wide = useWide(720);
  const title = asked === null ? "" : nameOf(asked.item.kind, asked.decision, words);
  return (
    <Drawer
      open={asked !== null}
      onClose={onClose}
      // Where the keyboard goes on is the list's to say: what opened this may be gone.
      focusable={{ focusTriggerAfterClose: false }}
      title={title}
      placement={wide ? "right" : "bottom"}
      size={wide ? 440 : "80%"}
      destroyOnHidden
    >
      {asked !== null && <Content key={asked.item.key + asked.decision} asked={asked} onBehalfOf={onBehalfOf} onDone={onDone} />}
    </Drawer>
  );
}

function Content({ asked, onBehalfOf, onDone }: { asked: Asked; onBehalfOf: string | null; onDone: (item: WaitingItem) => void }) {
  const words = useTexts(decisionTexts);
  const { item } = asked;
  const others = DECISIONS[item.kind].filter((one) => one !== "approve");
  const [decision, setDecision] = useState(asked.decision);
  const done = () => onDone(item);
  return (
    <div className="stack">
      {others.length > 1 && (
        <Segmented<Decision>
          block
          size="large"
          value={decision}
          onChange={setDecision}
          options={others.map((one) => ({ value: one, label: words[one] }))}
        />
      )}
      {decision === "change" && item.kind === "claim" && <ChangeForm claim={item.claim} onBehalfOf={onBehalfOf} onDone={done} />}
      {(decision === "return" || decision === "reject") && (
        <ReasonForm key={decision} item={item} decision={decision} onBehalfOf={onBehalfOf} onDone={done} />
      )}
    </div>
  );
}
