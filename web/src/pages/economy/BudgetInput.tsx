import { Input } from "antd";

import { usePeople } from "../../api/directory";
import { texts, useTexts } from "../../texts";
import { ORGANISATION } from "./budget-rows";

const both = texts({
  en: { budget: (whose: string) => `Budget for ${whose}`, organisation: "the organisation", whole: "Whole points, at most 1,000,000,000", spent: "Less than already spent" },
  zh: { budget: (whose: string) => `${whose}的积分预算`, organisation: "组织", whole: "请输入整数，最多 1,000,000,000", spent: "少于已使用的积分" },
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
  const { of } = usePeople();
  const name = of(owner)?.name;
  const whose = owner === ORGANISATION ? t.organisation : name ? `${name} ${owner} ` : `${owner} `;
  const id = `budget-${owner}`;
  const said = wrong === null ? null : typeof wrong === "string" ? t[wrong] : wrong.said;
  return (
    <div className="budget-input">
      <Input
        id={id}
        data-budget={owner}
        aria-label={t.budget(whose).trim()}
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
