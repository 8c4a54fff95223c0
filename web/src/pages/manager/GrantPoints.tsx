import { Slider } from "antd";

import { NumberInput } from "../../components/NumberInput";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { points: "Points", most: (points: string) => `No more than ${points} is left of the cap or the budget.` },
  zh: { points: "积分", most: (points: string) => `受上限或预算所限，最多 ${points} 分。` },
});

interface Range {
  min: number;
  max: number;
}

interface Props {
  /** What can be chosen now. */
  range: Range;
  /** The tag's own. */
  whole: Range | null;
  value: number;
  onChange: (points: number) => void;
}

/** How many points, within what the service says can be chosen. */
export function GrantPoints({ range, whole, value, onChange }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  // Large ranges go by steps that a thumb can find; the field beside it takes any number.
  const step = range.max - range.min > 100 ? 10 : range.max - range.min > 40 ? 5 : 1;
  return (
    <>
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
      {whole && range.max < whole.max && <p className="quiet">{t.most(f.points(range.max))}</p>}
    </>
  );
}
