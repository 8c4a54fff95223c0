/**
 * Texts in both languages. A page keeps its own beside it, so they load with its route:
 *
 *     const both = texts({ en: { title: "Rewards" }, zh: { title: "积分商城" } });
 *     const t = useTexts(both);
 *
 * A text with parts is a function. The compiler sees to it that both languages have all.
 */
import { createContext, use } from "react";

export type Language = "en" | "zh";
export type Both<T> = Record<Language, T>;

export function texts<T>(both: { en: T; zh: NoInfer<T> }): Both<T> {
  return both;
}

export const LanguageContext = createContext<Language>("zh");

export const useLanguage = (): Language => use(LanguageContext);

export function useTexts<T>(both: Both<T>): T {
  return both[useLanguage()];
}

/** English needs it; Chinese has one form. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const KEPT = "ledger.language";

/** What this browser chose, else what it speaks; `fallback` is the organisation's. */
export function firstLanguage(fallback?: string): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh") return kept;
  if (fallback !== undefined && !navigator.language) return fallback.startsWith("zh") ? "zh" : "en";
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT, language);
