import type { ReactNode } from "react";

/** One thing that is known, or a dash. */
export function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="said">{children || "–"}</dd>
    </div>
  );
}
