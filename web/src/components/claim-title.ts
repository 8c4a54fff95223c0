/** What a claim is called: its tag, and its first words, or its quantity. */
import { useCallback } from "react";

import { useTags } from "../api/directory";
import { useFormats } from "../formats";
import { type Rule, asksOf } from "./rule-text";

interface Titled {
  tag: string;
  description?: string | null;
  quantity?: string | null;
}

const LONGEST = 24;

export function useClaimTitle(): (claim: Titled) => string {
  const { of } = useTags();
  const f = useFormats();
  return useCallback(
    ({ tag: code, description = null, quantity = null }) => {
      const tag = of(code);
      const name = tag?.name ?? code;
      const figure = quantity === null ? "" : `${f.number(quantity)} ${tag ? (asksOf(tag.rule as Rule).unit ?? "") : ""}`.trim();
      const what = firstWords(description) || figure;
      return what ? `${name} · ${what}` : name;
    },
    [of, f],
  );
}

function firstWords(text: string | null): string {
  const line = (text ?? "").trim().split("\n", 1)[0] ?? "";
  const letters = [...line];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("").trimEnd()}…` : line;
}
