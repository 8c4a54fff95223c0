import type { ReactNode } from "react";

import "./state.css";

export type Tone = "waiting" | "good" | "bad" | "over";

/** Where something stands, in a word. */
export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="state" data-tone={tone}>
      {children}
    </span>
  );
}
