import { type ReactNode, useId } from "react";

import { PlainNames } from "./PersonLink";
import "./choices.css";

export interface Choice {
  value: string;
  label: ReactNode;
  /** In small under it. */
  hint?: ReactNode;
  /** It can't be chosen now; `hint` says why. */
  off?: boolean;
}

interface Props {
  /** What is chosen, for who does not see it. */
  label: string;
  choices: Choice[];
  value: string | null;
  onChange: (value: string) => void;
}

/** One of a few, all in sight and each one tap away; arrow keys go through them. */
export function Choices({ label, choices, value, onChange }: Props) {
  const name = useId();
  return (
    <div className="choices" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.off}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span className="choice-label">
              <PlainNames>{choice.label}</PlainNames>
            </span>
            {choice.hint && <span className="choice-hint quiet">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
