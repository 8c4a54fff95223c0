import { Alert } from "antd";

import { type Problem, WAITS } from "../api/problem";
import { said, saidOf, useSaid } from "../problems";

/** The one place where a refusal is shown: which rule, and what to do about it. */
export function ProblemNotice({ problem, skip = [] }: { problem: Problem | null; skip?: string[] }) {
  const language = useSaid();
  if (problem === null) return null;
  const { title, advice } = said(problem, language);
  const others = problem.errors.flatMap((error) => {
    const detail = saidOf(error, problem, language);
    return skip.includes(error.pointer) || detail === null ? [] : [{ pointer: error.pointer, detail }];
  });
  return (
    <Alert
      type={problem.status === WAITS ? "info" : "error"}
      showIcon
      role="alert"
      title={title}
      style={{ marginBottom: 16 }}
      description={
        (advice || others.length > 0) && (
          <>
            {advice && <p style={{ margin: 0 }}>{advice}</p>}
            {others.length > 0 && (
              <ul style={{ margin: "4px 0 0", paddingInlineStart: 18 }}>
                {others.map(({ pointer, detail }) => (
                  <li key={pointer + detail} className="said">
                    {pointer ? `${pointer.replace(/^\//, "")}: ${detail}` : detail}
                  </li>
                ))}
              </ul>
            )}
          </>
        )
      }
    />
  );
}
