import { type ReactNode, useEffect } from "react";

import "./titled.css";

/** A page's heading, what can be done with the whole of it, and its content. Sets the window's title. */
export function Titled({ title, lead, actions, children }: { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Points Ledger`;
  }, [title]);
  return (
    <>
      <div className="row apart titled">
        <div>
          <h1>{title}</h1>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}
