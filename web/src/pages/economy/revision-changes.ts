/** What one revision of a tag changed of another, in words. */
import { useCallback } from "react";

import { type Tag, useDepartments } from "../../api/directory";
import { useRuleText } from "../../components/rule-text";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

type Terms = Pick<Tag, "name" | "second_name" | "goal" | "departments" | "evidence_required" | "monthly_cap" | "coefficient" | "grant_range" | "auto_approve" | "rule">;

export interface Change {
  what: string;
  before: string;
  after: string;
}

const both = texts({
  en: {
    name: "Name", second: "Second name", goal: "Strategic goal", rule: "Rule", departments: "Departments", evidence: "Evidence", cap: "Cap", coefficient: "Coefficient", range: "Managers may choose", auto: "Approved automatically",
    none: "none", all: "all", yes: "yes", no: "no",
  },
  zh: {
    name: "名称", second: "第二名称", goal: "战略目标", rule: "规则", departments: "适用部门", evidence: "需要证据", cap: "上限", coefficient: "价值系数", range: "管理者可选范围", auto: "自动批准",
    none: "无", all: "全部", yes: "是", no: "否",
  },
}); // prettier-ignore

/** What a revision says, by its names in the API. */
export const termNames = texts<Record<string, string>>({
  en: {
    name: both.en.name, second_name: both.en.second, goal: both.en.goal, rule: both.en.rule, departments: both.en.departments, evidence_required: both.en.evidence,
    monthly_cap: both.en.cap, coefficient: both.en.coefficient, grant_range: both.en.range, auto_approve: both.en.auto,
  },
  zh: {
    name: both.zh.name, second_name: both.zh.second, goal: both.zh.goal, rule: both.zh.rule, departments: both.zh.departments, evidence_required: both.zh.evidence,
    monthly_cap: both.zh.cap, coefficient: both.zh.coefficient, grant_range: both.zh.range, auto_approve: both.zh.auto,
  },
}); // prettier-ignore

export function useRevisionChanges(): (before: Record<string, unknown>, after: Record<string, unknown>) => Change[] {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const { nameOf } = useDepartments();
  return useCallback(
    (before, after) => {
      const yes = (is: boolean | undefined): string => (is ? t.yes : t.no);
      const range = (given: Terms["grant_range"]): string => (given ? `${given.min} – ${given.max}` : t.none);
      const said = (terms: Terms): [string, string][] => [
        [t.name, terms.name],
        [t.second, terms.second_name ?? t.none],
        [t.goal, terms.goal ?? t.none],
        [t.rule, ruleText({ rule: terms.rule, coefficient: "1", monthly_cap: null, grant_range: null })],
        [t.coefficient, f.number(terms.coefficient)],
        [t.cap, terms.monthly_cap ? f.points(terms.monthly_cap) : t.none],
        [t.range, range(terms.grant_range)],
        [t.departments, terms.departments?.length ? f.list(terms.departments.map(nameOf)) : t.all],
        [t.evidence, yes(terms.evidence_required)],
        [t.auto, yes(terms.auto_approve)],
      ];
      const now = said(after as unknown as Terms);
      return said(before as unknown as Terms).flatMap(([what, was], index) => {
        const is = now[index]?.[1] ?? "";
        return was === is ? [] : [{ what, before: was, after: is }];
      });
    },
    [t, f, ruleText, nameOf],
  );
}
