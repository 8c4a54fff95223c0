import { useTexts } from "../../../texts";
import { word, words } from "./words";

/** Cells with their columns; those that say nothing are left out. */
export function Cells({ of }: { of: Record<string, unknown> }) {
  const w = useTexts(words);
  const shown = Object.entries(of).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return (
    <dl className="cells">
      {shown.map(([column, value]) => (
        <div key={column}>
          <dt>{word(w.columns, column)}</dt>
          <dd className="said">{Array.isArray(value) ? value.join(" / ") : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
