/** What a refusal says in the reader's language, by its code. docs/problems.md lists the codes. */
import { type Problem, UNREACHABLE } from "./api/problem";
import { type Language, useLanguage } from "./texts";

interface Said {
  title: string;
  /** What to do about it. */
  advice: string;
}

const SAID: Record<string, Record<Language, Said>> = {
  [UNREACHABLE]: {
    en: { title: "The ledger cannot be reached", advice: "Nothing is lost: it is tried again, and you can try again." },
    zh: { title: "暂时连接不上账本", advice: "内容不会丢失：系统会自动重试，您也可以稍后再试。" },
  },
  "wrong-login": {
    en: { title: "Employee number or password is wrong", advice: "After several wrong tries you have to wait a little." },
    zh: { title: "工号或密码不正确", advice: "多次输错后需要稍等片刻。" },
  },
};

export function said(problem: Problem, language: Language): Said {
  const known = SAID[problem.code]?.[language];
  if (known) return { title: known.title, advice: known.advice || problem.detail };
  return { title: problem.message, advice: problem.detail };
}

export const useSaid = useLanguage;
