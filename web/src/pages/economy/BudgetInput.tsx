import { Input } from "antd";

import { texts, useTexts } from "../../texts";

const both = texts({
  en: { budget: (owner: string) => `Budget for ${owner}`, whole: "Whole points, at most 1,000,000,000", spent: "Less than already spent" },
  zh: { budget: (owner: string) => `${owner} 的积分预算`, whole: "请输入整数，最多 1,000,000,000", spent: "少于已使用的积分" },
});

export type Wrong = "whole" | "spent" | { said: string };

interface Props {
  owner: string;
  value: string;
  changed: boolean;
  wrong: Wrong | null;
  onChange: (typed: string) => void;
  onPaste: (text: string) => void;
}

/** A row's budget. Enter and the arrow keys go to the next one, as in a spreadsheet. */
export function BudgetInput({ owner, value, changed, wrong, onChange, onPaste }: Props) {
  const t = useTexts(both);
  const id = `budget-${owner}`;
  const said = wrong === null ? null : typeof wrong === "string" ? t[wrong] : wrong.said;
  return (
    <div className="budget-input">
      <Input
        id={id}
        data-budget={owner}
        aria-label={t.budget(owner)}
        aria-invalid={said !== null}
        aria-describedby={said === null ? undefined : `${id}-wrong`}
        inputMode="numeric"
        autoComplete="off"
        value={value}
        variant={changed ? "outlined" : "filled"}
        status={said === null ? undefined : "error"}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
          if (by === 0 || event.nativeEvent.isComposing) return;
          event.preventDefault();
          goTo(owner, by);
        }}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text");
          if (!/[\n\t]/.test(text.replace(/\r?\n$/, ""))) return;
          event.preventDefault();
          onPaste(text);
        }}
      />
      {said !== null && (
        <span id={`${id}-wrong`} role="alert" className="down">
          {said}
        </span>
      )}
    </div>
  );
}

export function goTo(owner: string, by = 0): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>("input[data-budget]")];
  inputs[inputs.findIndex((input) => input.dataset.budget === owner) + by]?.focus();
}
