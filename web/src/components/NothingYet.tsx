/** Why a place is empty, and the way to fill it: a button for who may, whom to ask for everybody else. */
import { Button } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";

import { type Role, holds, useMe } from "../session/session";

interface Step {
  label: string;
  to: string;
  roles: readonly Role[];
}

interface Props {
  why: string;
  /** What the others read. */
  ask: string;
  /** The page that fills it, or the button of this one, and who may. */
  step: Step | { button: ReactNode; roles: readonly Role[] };
  /** A quicker way than that, for who may. */
  quicker?: Step;
}

export function NothingYet({ why, ask, step, quicker }: Props) {
  const go = useNavigate();
  const me = useMe();
  const may = holds(me, step.roles);
  return (
    <div className="stack">
      <p>{why}</p>
      {!may && <p>{ask}</p>}
      {may && (
        <div>
          {/* As the words above them: in the middle, or at the beginning. */}
          <div className="row" style={{ display: "inline-flex" }}>
            {quicker && holds(me, quicker.roles) && (
              <Button type="primary" onClick={() => void go(quicker.to)}>
                {quicker.label}
              </Button>
            )}
            {"button" in step ? step.button : <Button onClick={() => void go(step.to)}>{step.label}</Button>}
          </div>
        </div>
      )}
    </div>
  );
}
