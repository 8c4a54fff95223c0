import type { Schemas } from "../../api/client";
import { useDepartments } from "../../api/directory";
import { useRuleText } from "../../components/rule-text";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: { goal: "Goal", departments: "For", everybody: "All departments", rule: "Rule" },
  zh: { goal: "战略目标", departments: "适用部门", everybody: "全部部门", rule: "规则" },
});

/** What a manager proposes. */
export function TagFacts({ tag }: { tag: Schemas["TagView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const ruleText = useRuleText();
  const { nameOf } = useDepartments();
  return (
    <>
      <p className="waiting-lead">
        <strong className="said">{tag.name}</strong> <span className="quiet">{tag.code}</span>
      </p>
      <dl className="manager-facts">
        <div>
          <dt>{t.rule}</dt>
          <dd>{ruleText(tag)}</dd>
        </div>
        <div>
          <dt>{t.departments}</dt>
          <dd>{tag.departments.length === 0 ? t.everybody : f.list(tag.departments.map(nameOf))}</dd>
        </div>
        {tag.goal && (
          <div>
            <dt>{t.goal}</dt>
            <dd className="said">{tag.goal}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
