/** Points and value as they would be, before anything is sent; or which rule stands against it. */
import { type Problem, told } from "../../api/problem";
import { type TrialBody, useTrial } from "../../api/trial";
import { Failed } from "../../components/Failed";
import { useFormats } from "../../formats";
import { said, useSaid } from "../../problems";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: {
    title: "What you would earn",
    missing: "Enter the numbers to see the points.",
    points: "points",
    worth: "of value",
    not: "Does not qualify",
    cut: (credited: string, month: string) => `The cap for ${month} leaves ${credited} of them.`,
    left: (left: string, month: string) => `Left of the cap for ${month}: ${left} points.`,
  },
  zh: {
    title: "预计结果",
    missing: "填写数量后即可看到积分。",
    points: "积分",
    worth: "创造价值",
    not: "不符合规则",
    cut: (credited: string, month: string) => `受${month}上限限制，可计入 ${credited} 分。`,
    left: (left: string, month: string) => `${month}上限剩余 ${left} 分。`,
  },
});

export function TrialPreview({ asked }: { asked: TrialBody | null }) {
  const t = useTexts(both);
  const f = useFormats();
  const { data, error } = useTrial(asked);
  const shown = asked === null ? undefined : data;
  const refused = shown?.claim?.problem ?? shown?.problem;
  const { credited = 0, cap_left = null, month = null } = shown?.claim ?? {};
  return (
    <section className="card trial" aria-live="polite" data-testid="trial">
      <h2>{t.title}</h2>
      {asked === null && <p className="quiet">{t.missing}</p>}
      {error && asked !== null && <Failed error={error} />}
      {refused && <Refused problem={told(refused)} not={t.not} />}
      {shown && !refused && (
        <p className="trial-points">
          <strong className="number">{f.points(shown.points)}</strong> {t.points}
          {Number(shown.value) > 0 && shown.value !== null && (
            <>
              {" · "}
              <strong className="number">{f.money(shown.value)}</strong> {t.worth}
            </>
          )}
        </p>
      )}
      {shown && !refused && credited < shown.points && month && <p className="trial-cut">{t.cut(f.points(credited), f.month(month))}</p>}
      {shown && cap_left !== null && month && <p className="quiet">{t.left(f.points(cap_left), f.month(month))}</p>}
    </section>
  );
}

function Refused({ problem, not }: { problem: Problem; not: string }) {
  const language = useSaid();
  const { title, advice } = said(problem, language);
  return (
    <div className="trial-refused">
      <strong>{problem.code === "does-not-qualify" ? not : title}</strong>
      <p>{advice}</p>
    </div>
  );
}
