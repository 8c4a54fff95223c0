/**
 * What this browser keeps, all of it, and what the device says. One device may be several people's, so whatever somebody
 * typed or did is kept under their name (`ofPerson`), and goes when they sign out or another person comes. The rest is
 * the device's, each for a reason:
 *
 * - language: the sign-in page is drawn before anybody is known; inside, a person's own choice comes first
 * - look: dark or light suits a screen and a room, not a person
 * - organisation: what was entered last, so that it need not be typed again; it names nobody
 * - signed-in: whether it is worth asking who is signed in; it does not say who
 */
export type Language = "en" | "zh";
export type Look = "light" | "dark" | "device";

const LANGUAGE = "ledger.language";
const LOOK = "ledger.look";
const SIGNED_IN = "ledger.signed-in";
const ENTERED_ORGANISATION = "ledger.organisation";
const OF_DEVICE = new Set([LANGUAGE, LOOK, SIGNED_IN, ENTERED_ORGANISATION]);

export interface Person {
  organisation: string;
  employee_no: string;
}

export const isSamePerson = (one: Person, other: Person): boolean =>
  one.organisation === other.organisation && one.employee_no === other.employee_no;

/** How a person is named to the service, as the keeper of a session and in keys: ORGANISATION/NUMBER. */
export const nameOf = ({ organisation, employee_no }: Person): string => `${encodeURIComponent(organisation)}/${encodeURIComponent(employee_no)}`;

const keysOf = (person: Person): string => `ledger.of.${nameOf(person)}.`;

/** The key of what is kept for one person. */
export const ofPerson = (person: Person, name: string): string => keysOf(person) + name;

/** Put away what people typed or did here; that of one person stays. */
export function forgetPeople(but: Person | null): void {
  for (const where of [sessionStorage, localStorage]) {
    const foreign = Object.keys(where).filter((key) => key.startsWith("ledger.") && !OF_DEVICE.has(key));
    for (const key of foreign) if (but === null || !key.startsWith(keysOf(but))) where.removeItem(key);
  }
}

export const enteredOrganisation = (): string | null => localStorage.getItem(ENTERED_ORGANISATION);

export const keepOrganisation = (organisation: string): void => localStorage.setItem(ENTERED_ORGANISATION, organisation);

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
