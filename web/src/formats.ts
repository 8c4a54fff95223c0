/** The one place for how numbers, money, dates and times look: by language, in the organisation's zone and currency. */
import { useMe } from "./session/session";
import { useLanguage } from "./texts";

export interface Formats {
  points: (points: number) => string;
  /** With a plus sign where points came. */
  change: (points: number) => string;
  number: (decimal: string | number) => string;
  money: (amount: string) => string;
  percent: (share: string | number) => string;
  /** An ISO date, or a time's date in the organisation's zone. */
  date: (iso: string) => string;
  time: (iso: string) => string;
  /** YYYY-MM. */
  month: (month: string) => string;
  /** Things one after the other. */
  list: (things: string[]) => string;
  /** How long ago, or from now. */
  ago: (iso: string) => string;
}

const LOCALES = { en: "en-GB", zh: "zh-CN" };
const JUST_NOW = { en: "just now", zh: "刚刚" };
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** The one minus sign of the page, as wide as the plus sign; files keep the hyphen that programs read. */
const signs = (text: string): string => text.replaceAll("-", "−");

export function formats(language: "en" | "zh", timeZone: string, currency: string): Formats {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const amount = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  // Decimals come as text with up to 18 digits: Intl reads text exactly, a JavaScript number would not.
  const exact = (text: string | number): Intl.StringNumericLiteral => String(text) as Intl.StringNumericLiteral;
  return {
    points: (points) => signs(whole.format(points)),
    change: (points) => signs(signed.format(points)),
    number: (value) => signs(decimal.format(exact(value))),
    money: (value) => signs(amount.format(exact(value))),
    percent: (value) => signs(share.format(exact(value))),
    date: (iso) => (iso.length === 10 ? plainDay : day).format(new Date(iso)),
    time: (iso) => moment.format(new Date(iso)),
    list: (things) => things.join(language === "zh" ? "、" : ", "),
    month: (text) => month.format(new Date(`${text}-01T00:00:00Z`)),
    ago: (iso) => {
      const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
      const step = STEPS.find(([, each]) => Math.abs(seconds) >= each);
      if (step === undefined) return JUST_NOW[language];
      const said = relative.format(Math.round(seconds / step[1]), step[0]);
      return language === "zh" ? said.replace(/^\d+/, "$& ") : said;
    },
  };
}

/** Making them costs more than drawing what needs them. */
const made = new Map<string, Formats>();

export function useFormats(): Formats {
  const language = useLanguage();
  const { time_zone, currency } = useMe();
  const key = `${language} ${time_zone} ${currency}`;
  const found = made.get(key) ?? formats(language, time_zone, currency);
  made.set(key, found);
  return found;
}

/** The present month, day of the organisation: YYYY-MM-DD. */
export function today(timeZone: string): string {
  return dayOf(new Date().toISOString(), timeZone);
}

/** The day there of a time: YYYY-MM-DD. */
export function dayOf(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(iso));
}

/** Noon of a day there, as a time: what happened on some day is dated so. */
export function noon(day: string, timeZone: string): string {
  const asked = new Date(`${day}T12:00:00Z`);
  const there = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(asked);
  return new Date(2 * asked.getTime() - new Date(`${there.replace(" ", "T")}Z`).getTime()).toISOString();
}

/** So many days after one. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
