import type { ReactNode } from "react";

import type { Column } from "./Listing";

interface Props<I> {
  items: I[];
  columns: Column<I>[];
  idOf: (item: I) => string;
  label: string;
  actions?: (item: I) => ReactNode;
}

/** Nothing to say: in a table its place stays empty, on a card it would take a line. */
const isNothing = (shown: ReactNode): boolean => !shown || shown === "–" || shown === "—";

/** A list on a phone. */
export function ListingCards<I>({ items, columns, idOf, label, actions }: Props<I>) {
  const lead = columns.find((column) => column.lead) ?? columns[0];
  const rest = columns.filter((column) => column !== lead && !column.wideOnly);
  const [only] = rest;
  if (only?.number && rest.length === 1 && !actions) {
    return (
      <ul className="listing-cards listing-lines card" aria-label={label}>
        {items.map((item) => (
          <li key={idOf(item)}>
            <span className="listing-lead">{lead?.show(item)}</span>
            <span className="number">{only.show(item)}</span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className="listing-cards" aria-label={label}>
      {items.map((item) => {
        const buttons = actions?.(item);
        return (
          <li key={idOf(item)} className="card">
            <div className="listing-lead">{lead?.show(item)}</div>
            <dl>
              {rest
                .map(({ title, show, number }) => ({ title, number, shown: show(item) }))
                .filter(({ shown }) => !isNothing(shown))
                .map(({ title, number, shown }) => (
                  <div key={title}>
                    <dt>{title}</dt>
                    <dd className={number ? "number" : undefined}>{shown}</dd>
                  </div>
                ))}
            </dl>
            {buttons && <div className="row listing-actions">{buttons}</div>}
          </li>
        );
      })}
    </ul>
  );
}
