import { Tag } from "antd";

import { useTexts } from "../../../texts";
import { BUSY, word, words } from "./words";

const COLOURS: Record<string, string> = { imported: "success", checked: "processing", failed: "error" };

export function ImportState({ state }: { state: string }) {
  const w = useTexts(words);
  return <Tag color={COLOURS[state] ?? (BUSY.includes(state) ? "processing" : undefined)}>{word(w.states, state)}</Tag>;
}
