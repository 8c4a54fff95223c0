import type { Schemas } from "../../../api/client";
import { useTexts } from "../../../texts";
import { useFaultText } from "./faults";
import { word, words } from "./words";

/** Why a row is bad: the column, and the rule in words. */
export function Faults({ faults }: { faults: Schemas["RowProblem"][] }) {
  const w = useTexts(words);
  const faultText = useFaultText();
  return (
    <ul className="faults">
      {faults.map((fault) => (
        <li key={`${fault.column ?? ""} ${fault.rule}`} className="said">
          {fault.column && <strong>{word(w.columns, fault.column)}: </strong>}
          {faultText(fault)}
        </li>
      ))}
    </ul>
  );
}
