import { type ReactNode, createContext, use } from "react";
import { Link } from "react-router";

import { useLookAt } from "./look";

const Plain = createContext(false);

/** Names in it are no links: it is pressed itself, as a choice is. */
export function PlainNames({ children }: { children: ReactNode }) {
  return <Plain value>{children}</Plain>;
}

/** Somebody's name, which leads to a look at them. */
export function PersonLink({ no, children }: { no: string; children: ReactNode }) {
  const lookAt = useLookAt();
  if (use(Plain)) return children;
  return (
    <Link className="person-link" {...lookAt(no)}>
      {children}
    </Link>
  );
}
