/** What an approval would meet now, and what has changed since it was asked for: the service judges both. */
import type { Schemas } from "../../api/client";
import { useDepartments } from "../../api/directory";
import { told } from "../../api/problem";
import { useFormats } from "../../formats";
import { said, useSaid } from "../../problems";
import { texts, useTexts } from "../../texts";
import "./facts.css";

type Change = Schemas["ChangeView"];

const both = texts({
  en: {
    refused: "It can’t be approved as it stands", changed: "Changed since", none: "none",
    department: (was: string, is: string) => `Department on that day: ${was} → ${is}`, left: (day: string) => `Left the company on ${day}`,
    revision: (was: string, is: string) => `The tag was revised (${was} → ${is}); this is judged by revision ${was}`,
    cost: (was: string, is: string) => `The reward costs ${is} points now; this one keeps ${was}`, retired: "The reward is no longer offered; this one goes on",
  },
  zh: {
    refused: "目前不能批准", changed: "提交后的变化", none: "无",
    department: (was: string, is: string) => `当日部门：${was} → ${is}`, left: (day: string) => `已于 ${day} 离职`,
    revision: (was: string, is: string) => `标签已修订（第 ${was} 版 → 第 ${is} 版），本申报仍按第 ${was} 版判定`,
    cost: (was: string, is: string) => `兑换项现价 ${is} 分，本次仍为 ${was} 分`, retired: "兑换项已下架，本次兑换不受影响",
  },
}); // prettier-ignore

interface Props {
  standing: Schemas["RedemptionStanding"] | Schemas["ClaimStanding"] | null;
}

export function Standing({ standing }: Props) {
  const t = useTexts(both);
  const language = useSaid();
  const words = useChange();
  if (standing === null) return null;
  const { problem, changes } = standing;
  if (!problem && changes.length === 0) return null;
  const refusal = problem ? said(told(problem), language) : null;
  return (
    <div className="standing" data-testid="standing">
      {refusal && (
        <p className="down">
          <strong>{t.refused}</strong>: {refusal.title}. {refusal.advice}
        </p>
      )}
      {changes.length > 0 && (
        <>
          <strong>{t.changed}</strong>
          <ul>
            {changes.map((change) => (
              <li key={change.what}>{words(change)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function useChange(): (change: Change) => string {
  const t = useTexts(both);
  const f = useFormats();
  const { nameOf } = useDepartments();
  return ({ what, before, now }) => {
    switch (what) {
      case "department":
        return t.department(nameOf(before) || t.none, nameOf(now) || t.none);
      case "left":
        return t.left(f.date(now ?? ""));
      case "revision":
        return t.revision(before ?? "", now ?? "");
      case "cost":
        return t.cost(f.points(Number(before)), f.points(Number(now)));
      case "retired":
        return t.retired;
    }
  };
}
