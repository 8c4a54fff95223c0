import { Button, Checkbox } from "antd";

import { texts, useTexts } from "../../texts";
import { type Decision, commonVerb, decisionTexts, useSum } from "./decisions";
import type { WaitingItem } from "./waiting-items";

const both = texts({
  en: { all: "Select all", of: (n: number) => `${n} selected`, mixed: "Select what takes the same decision to decide it together.", label: "Decide what is selected" },
  zh: { all: "全选", of: (n: number) => `已选 ${n} 项`, mixed: "请选择可作同一决定的事项，再一并处理。", label: "处理所选事项" },
}); // prettier-ignore

/** What is decided by looking at it alone, and never among others. */
const ALONE = new Set<WaitingItem["kind"]>(["reversal", "countersignature"]);
export const isSelectable = ({ kind }: WaitingItem): boolean => !ALONE.has(kind);

const OFFERED: Decision[] = ["approve", "return", "reject"];

interface Props {
  selected: readonly WaitingItem[];
  selectable: number;
  onAll: (all: boolean) => void;
  onDecide: (decision: Decision) => void;
}

/** Several at once, with one decision and one reason. */
export function Selected({ selected, selectable, onAll, onDecide }: Props) {
  const t = useTexts(both);
  const words = useTexts(decisionTexts);
  const sum = useSum()(selected);
  const n = selected.length;
  const offered = OFFERED.flatMap((decision) => {
    const verb = commonVerb(selected, decision);
    return verb === null ? [] : [{ decision, label: `${words[verb]} ${n}${decision === "approve" && sum ? ` (${sum})` : ""}` }];
  });
  return (
    <div className="waiting-selected" data-any={n > 0} role="group" aria-label={t.label}>
      <Checkbox checked={n > 0 && n === selectable} indeterminate={n > 0 && n < selectable} onChange={(event) => onAll(event.target.checked)}>
        {n > 0 ? t.of(n) : t.all}
      </Checkbox>
      {n > 0 && (
        <div className="row">
          {offered.length === 0 && <span className="quiet">{t.mixed}</span>}
          {offered.map(({ decision, label }) => (
            <Button
              key={decision}
              size="large"
              type={decision === "approve" ? "primary" : "default"}
              danger={decision === "reject"}
              onClick={() => onDecide(decision)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
