import type { Problem } from "../api/problem";
import { said, useSaid } from "../problems";

/** Why something was refused, in a line. */
export function Refusal({ problem }: { problem: Problem }) {
  const { title, advice } = said(problem, useSaid());
  return (
    <span className="said">
      <strong>{title}</strong> {advice}
    </span>
  );
}
