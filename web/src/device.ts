/** What this browser keeps, and what the device says: language, look, whether somebody is signed in here. */
export type Language = "en" | "zh";
export type Look = "light" | "dark" | "device";

const LANGUAGE = "ledger.language";
const LOOK = "ledger.look";
const SIGNED_IN = "ledger.signed-in";

/** What was chosen, else what the browser speaks. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(LANGUAGE);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export const keepLanguage = (language: Language): void => localStorage.setItem(LANGUAGE, language);

export const darkDevice = matchMedia("(prefers-color-scheme: dark)");

export function keptLook(): Look {
  const kept = localStorage.getItem(LOOK);
  return kept === "light" || kept === "dark" ? kept : "device";
}

export const keepLook = (look: Look): void => localStorage.setItem(LOOK, look);

export const isDark = (): boolean => (keptLook() === "device" ? darkDevice.matches : keptLook() === "dark");

/** What reads the page aloud goes by. */
export function markLanguage(language: Language): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** What styles go by. */
export function markLook(dark: boolean): void {
  document.documentElement.dataset.look = dark ? "dark" : "light";
}

/** From this width on the menu stands beside the page. */
export const WIDE = 900;

/** Whether somebody signed in here and did not sign out: else nobody is asked about first. */
export const wasSignedIn = (): boolean => localStorage.getItem(SIGNED_IN) !== null;

export function keepSignedIn(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(SIGNED_IN, "1");
  else localStorage.removeItem(SIGNED_IN);
}
