import { RightOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link } from "react-router";

interface Props {
  to: string;
  children: ReactNode;
  /** Beside it: how old, how much. */
  beside?: ReactNode;
  /** What is under it. */
  more?: ReactNode;
  /** Something is wrong. */
  wrong?: boolean;
  onClick?: () => void;
}

/** A line of a home: it says what is so, and leads to where something can be done about it. */
export function Line({ to, children, beside, more, wrong = false, onClick }: Props) {
  return (
    <li className="home-line" data-wrong={wrong}>
      <Link to={to} onClick={onClick}>
        <span className="home-line-says">
          <span>{children}</span>
          {more && <span className="quiet home-line-more">{more}</span>}
        </span>
        {beside && <span className="quiet home-line-beside">{beside}</span>}
        <RightOutlined aria-hidden />
      </Link>
    </li>
  );
}

/** How much of something: a bar, with what it means in words above it. */
export function Share({ part, of, mark, children }: { part: number; of: number; mark?: number; children: ReactNode }) {
  const width = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return (
    <div>
      <div>{children}</div>
      <div className="home-bar" aria-hidden="true">
        <span style={{ width: width(of > 0 ? part / of : 0) }} />
        {mark !== undefined && <i style={{ insetInlineStart: width(mark) }} />}
      </div>
    </div>
  );
}
