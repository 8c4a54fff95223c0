import { useTexts } from "../../../texts";
import { word, words } from "./words";

/** Cells with their columns; those that say nothing are left out. */
export function Cells({ of }: { of: Record<string, unknown> }) {
  const w = useTexts(words);
  const shown = Object.entries(of).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return (
    <ul className="cells">
      {shown.map(([column, value]) => (
        <li key={column}>
          <span className="quiet">{word(w.columns, column)}</span>{" "}
          <span className="said">{Array.isArray(value) ? value.join(" / ") : String(value)}</span>
        </li>
      ))}
    </ul>
  );
}
