/**
 * Texts in both languages. A page keeps its own beside it, so they load with its route:
 *
 *     const both = texts({ en: { title: "Rewards" }, zh: { title: "积分商城" } });
 *     const t = useTexts(both);
 *
 * A text with parts is a function. The compiler sees to it that both languages have all.
 */
import { createContext, use } from "react";

import type { Language } from "./device";

export type { Language };
export type Both<T> = Record<Language, T>;

export function texts<T>(both: { en: T; zh: NoInfer<T> }): Both<T> {
  return both;
}

export const LanguageContext = createContext<Language>("zh");

export const useLanguage = (): Language => use(LanguageContext);

export function useTexts<T>(both: Both<T>): T {
  return both[useLanguage()];
}

/** What something is about, after its label: with the colon of the language. */
export function useAbout(): (label: string, about: string) => string {
  const colon = useLanguage() === "zh" ? "：" : ": ";
  return (label, about) => label + colon + about;
}

/** A button's name for who hears only the button: with which of many it is about; what is on it where there is one. */
export function useNamed(label: string, about: string | undefined): { "aria-label"?: string } {
  const say = useAbout();
  return about === undefined ? {} : { "aria-label": say(label, about) };
}

/** English needs it; Chinese has one form. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
