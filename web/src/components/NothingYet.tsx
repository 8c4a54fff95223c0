/** Why a place is empty, and the way to fill it: a button for who may, whom to ask for everybody else. */
import { Button } from "antd";
import { useNavigate } from "react-router";

import { type Role, holds, useMe } from "../session/session";

interface Props {
  why: string;
  /** What the others read. */
  ask: string;
  /** The page that fills it, and who may. */
  step: { label: string; to: string; roles: readonly Role[] };
}

export function NothingYet({ why, ask, step }: Props) {
  const go = useNavigate();
  const may = holds(useMe(), step.roles);
  return (
    <div className="stack">
      <p>{may ? why : `${why} ${ask}`}</p>
      {may && (
        <div>
          <Button onClick={() => void go(step.to)}>{step.label}</Button>
        </div>
      )}
    </div>
  );
}
