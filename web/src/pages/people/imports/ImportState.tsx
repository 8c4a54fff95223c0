import { State, type Tone } from "../../../components/State";
import { useTexts } from "../../../texts";
import { word, words } from "./words";

const TONES: Record<string, Tone> = { imported: "good", failed: "bad", undone: "over" };

export function ImportState({ state }: { state: string }) {
  const w = useTexts(words);
  return <State tone={TONES[state] ?? "waiting"}>{word(w.states, state)}</State>;
}
