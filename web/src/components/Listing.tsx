/**
 * The one list pattern: a table where there is room, cards on a phone; with its loading, failing, empty and long state.
 *
 *     <Listing query={useList("/v1/claims", …)} columns={…} idOf={(claim) => claim.id} empty={t.none} />
 */
import { Button, Empty } from "antd";
import type { ReactNode } from "react";

import type { ListQuery } from "../api/queries";
import { texts, useTexts } from "../texts";
import { useWide } from "../theme";
import { Failed } from "./Failed";
import { Loading } from "./Loading";
import "./listing.css";

export interface Column<I> {
  title: string;
  show: (item: I) => ReactNode;
  /** Numbers stand right, under one another. */
  number?: boolean;
  /** The line that a card begins with; the first column where none says so. */
  lead?: boolean;
  /** Not on a phone: said elsewhere, or not worth the room. */
  wideOnly?: boolean;
}

interface Props<I> {
  query: Pick<ListQuery<I>, "items" | "isPending" | "error"> & Partial<ListQuery<I>>;
  columns: Column<I>[];
  idOf: (item: I) => string;
  /** What to say, and to do, where there is nothing. */
  empty: ReactNode;
  /** What the table is of, for who does not see it. */
  label: string;
  actions?: (item: I) => ReactNode;
}

const both = texts({
  en: { more: "Show more", actions: "Actions" },
  zh: { more: "加载更多", actions: "操作" },
});

export function Listing<I>({ query, columns, idOf, empty, label, actions }: Props<I>) {
  const t = useTexts(both);
  const wide = useWide(720);
  const { items, isPending, error, hasMore, isLoadingMore, more, retry } = query;
  if (isPending) return <Loading lines={6} />;
  if (error && items.length === 0) return <Failed error={error} onRetry={retry} />;
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  const shared = { items, columns, idOf, label, actions };
  return (
    <>
      {error && <Failed error={error} onRetry={retry} />}
      {wide ? <AsTable {...shared} /> : <AsCards {...shared} />}
      {hasMore && (
        <div className="listing-more">
          <Button onClick={more} loading={isLoadingMore}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  );
}

type Shown<I> = Pick<Props<I>, "columns" | "idOf" | "label" | "actions"> & { items: I[] };

function AsTable<I>({ items, columns, idOf, label, actions }: Shown<I>) {
  const t = useTexts(both);
  return (
    <div className="listing-table card" role="region" aria-label={label} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ title, number }) => (
              <th key={title} scope="col" className={number ? "end" : undefined}>
                {title}
              </th>
            ))}
            {actions && (
              <th scope="col">
                <span className="visually-hidden">{t.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={idOf(item)}>
              {columns.map(({ title, show, number }) => (
                <td key={title} className={number ? "end number" : undefined}>
                  {show(item)}
                </td>
              ))}
              {actions && (
                <td>
                  <div className="row listing-actions">{actions(item)}</div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Nothing to say: in a table its place stays empty, on a card it would take a line. */
const isNothing = (shown: ReactNode): boolean => !shown || shown === "–" || shown === "—";

function AsCards<I>({ items, columns, idOf, label, actions }: Shown<I>) {
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
