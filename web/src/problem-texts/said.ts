import type { Both } from "../texts";

/** What a refusal says: what is wrong, and what to do about it. */
export interface Said {
  title: string;
  advice: string;
}

export type ProblemTexts = Record<string, Both<Said>>;

export const say = (title: string, advice: string, titleZh: string, adviceZh: string): Both<Said> => ({
  en: { title, advice },
  zh: { title: titleZh, advice: adviceZh },
});
