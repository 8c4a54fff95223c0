/** What a refusal says in the reader's language, by its code. docs/problems.md lists the codes. */
import { useEffect, useSyncExternalStore } from "react";

import type { FieldProblem, Problem } from "./api/problem";
import type { ProblemTexts, Said } from "./problem-texts/said";
import { session } from "./problem-texts/session";
import { type Language, texts, useLanguage } from "./texts";

const unknown = texts({ en: "This was refused", zh: "操作未被接受" });

let known: ProblemTexts = session;
let numbers: typeof import("./problem-texts/numbers") | undefined;
let asked = false;
const loaded = new EventTarget();

/** The long list is no part of the entry: it comes after whatever could show a problem is drawn. */
function askForAll(): void {
  if (asked) return;
  asked = true;
  Promise.all([import("./problem-texts"), import("./problem-texts/numbers")]).then(
    ([{ problemTexts }, inNumbers]) => {
      numbers = inNumbers;
      known = { ...known, ...problemTexts };
      loaded.dispatchEvent(new Event("loaded"));
    },
    () => {
      asked = false;
    },
  );
}

/** The service's own words come first where they name numbers, which the title can't; the advice is what to do. */
export function said(problem: Problem, language: Language): Said {
  const found = known[problem.code]?.[language];
  if (found === undefined) {
    askForAll();
    return { title: unknown[language], advice: problem.detail };
  }
  const by = problem.values["by"];
  if (by !== undefined) return { title: `${found.title} (${by})`, advice: found.advice };
  const own = known[problem.code] !== session[problem.code];
  const numbered = own && problem.errors.length === 0 && Object.keys(problem.values).length > 0;
  const specific = language === "zh" ? numbers?.refusalInNumbers(problem.code, problem.values) : numbered && problem.detail;
  return { title: found.title, advice: specific ? `${specific} ${found.advice}` : found.advice };
}

/** What is wrong with a field, in the reader's language; null where the whole refusal says it. */
export function saidOf({ detail, rule, values = {} }: FieldProblem, problem: Problem, language: Language): string | null {
  if (language === "en" || numbers === undefined || known[problem.code] === undefined) return detail;
  if (rule) return numbers.fieldInNumbers(rule, values);
  return detail === problem.detail ? null : detail;
}

function subscribe(changed: () => void): () => void {
  loaded.addEventListener("loaded", changed);
  return () => loaded.removeEventListener("loaded", changed);
}

/** The language in which to say it; what shows a problem is drawn again when the long list has come. */
export function useSaid(): Language {
  useEffect(askForAll, []);
  useSyncExternalStore(subscribe, () => known);
  return useLanguage();
}
