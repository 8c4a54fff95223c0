import { type Kind, useColumnWord } from "./words";

/** Cells with their columns; those that say nothing are left out. */
export function Cells({ of, kind }: { of: Record<string, unknown>; kind: Kind }) {
  const columnWord = useColumnWord(kind);
  const shown = Object.entries(of).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return (
    <ul className="cells">
      {shown.map(([column, value]) => (
        <li key={column}>
          <span className="quiet">{columnWord(column)}</span>{" "}
          <span className="said">{Array.isArray(value) ? value.join(" / ") : String(value)}</span>
        </li>
      ))}
    </ul>
  );
}
