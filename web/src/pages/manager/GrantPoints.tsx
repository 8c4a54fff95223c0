import { Slider } from "antd";

import { NumberInput } from "../../components/NumberInput";
import { texts, useTexts } from "../../texts";

const both = texts({ en: { points: "Points" }, zh: { points: "积分" } });

interface Props {
  range: { min: number; max: number };
  value: number;
  onChange: (points: number) => void;
}

/** How many points, within the tag's range. */
export function GrantPoints({ range, value, onChange }: Props) {
  const t = useTexts(both);
  // Large ranges go by steps that a thumb can find; the field beside it takes any number.
  const step = range.max - range.min > 100 ? 10 : range.max - range.min > 40 ? 5 : 1;
  return (
    <div className="grant-points">
      <Slider
        min={range.min}
        max={range.max}
        step={step}
        value={value}
        onChange={onChange}
        ariaLabelForHandle={t.points}
        marks={{ [range.min]: range.min, [range.max]: range.max }}
      />
      <NumberInput
        aria-label={t.points}
        size="large"
        min={range.min}
        max={range.max}
        value={value}
        onChange={(points) => points !== null && onChange(points)}
      />
    </div>
  );
}
