/** Tags as the reader calls them: by their second names, and their units by theirs, for who reads another language than the organisation's. */
import { useMemo } from "react";

import type { Schemas } from "../api/client";
import { useMe } from "../session/session";
import { useLanguage } from "../texts";
import type { Rule } from "./rule-text";

interface Called {
  name: string;
  second_name?: string | null;
}

/** A tag with its names in the reader's order: `name` is the one to say. */
export function useInWords(): <T extends Called>(tag: T) => T {
  const isOther = useLanguage() !== (useMe().language === "en" ? "en" : "zh");
  return useMemo(() => (isOther ? turned : same), [isOther]);
}

const same = <T extends Called>(tag: T): T => tag;

function turned<T extends Called & { rule?: Schemas["TagView"]["rule"] }>(tag: T): T {
  const said = tag.second_name ? { ...tag, name: tag.second_name, second_name: tag.name } : tag;
  return tag.rule === undefined ? said : { ...said, rule: inSecondUnits(tag.rule as Rule) };
}

/** What is one unit stays one, though only one place has its second name. */
function inSecondUnits(rule: Rule): Rule {
  if (!("unit" in rule)) return { ...rule, value_unit: rule.second_value_unit ?? rule.value_unit };
  const unit = rule.second_unit ?? rule.unit;
  return { ...rule, unit, value_unit: rule.value_unit === rule.unit ? unit : (rule.second_value_unit ?? rule.value_unit) };
}

/** Of several that are called alike each says its code, too. */
export function apart<T extends { name: string; code: string }>(tags: T[]): T[] {
  const counts = new Map<string, number>();
  for (const { name } of tags) counts.set(name, (counts.get(name) ?? 0) + 1);
  return tags.map((tag) => ((counts.get(tag.name) ?? 0) > 1 ? { ...tag, name: `${tag.name} · ${tag.code}` } : tag));
}
