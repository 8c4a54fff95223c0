import type { Schemas } from "../../../api/client";
import { texts, useTexts } from "../../../texts";
import { useFaultText } from "./faults";
import { type Kind, useColumnWord } from "./words";

const both = texts({ en: { of: (column: string) => `${column}: ` }, zh: { of: (column: string) => `${column}：` } });

/** Why a row is bad: the column, and the rule in words. */
export function Faults({ faults, kind }: { faults: Schemas["RowProblem"][]; kind: Kind }) {
  const t = useTexts(both);
  const columnWord = useColumnWord(kind);
  const faultText = useFaultText(kind);
  return (
    <ul className="faults">
      {faults.map((fault) => (
        <li key={`${fault.column ?? ""} ${fault.rule}`} className="said">
          {fault.column && <strong>{t.of(columnWord(fault.column))}</strong>}
          {faultText(fault)}
        </li>
      ))}
    </ul>
  );
}
