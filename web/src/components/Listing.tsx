/**
 * The one list pattern: a dense table at a desk, cards on a phone; with its loading, failing, empty and long state.
 *
 *     <Listing query={useList("/v1/claims", …)} columns={…} idOf={(claim) => claim.id} empty={t.none} filters={…} sort={useSort(…)} />
 */
import { Button, Empty } from "antd";
import type { ReactNode } from "react";

import type { ListQuery } from "../api/queries";
import { texts, useTexts } from "../texts";
import { useWide } from "../theme";
import { Failed } from "./Failed";
import { ListingCards } from "./ListingCards";
import { type Filter, ListingHead } from "./ListingHead";
import { ListingTable } from "./ListingTable";
import { Loading } from "./Loading";
import { BulkBar } from "./BulkBar";
import { type BulkAction, useBulk } from "./bulk";
import type { Sorting } from "./search-params";
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
  /** By what the service sorts where its head is pressed. */
  sort?: string;
  /** As high as what it shows, not one line: fields, and lists of what changed. */
  tall?: boolean;
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
  /** What the list was narrowed to, each to be taken away; where it is given, how many there are is said, too. */
  filters?: Filter[];
  sort?: Sorting;
  /** What may be done with several rows at once, at a desk. */
  bulk?: BulkAction<I>[];
  /** Other things to do with several rows; `drop` lets go of them. */
  bulkActions?: (chosen: I[], drop: () => void) => ReactNode;
}

const both = texts({ en: { more: "Show more" }, zh: { more: "加载更多" } });
const NONE: never[] = [];

export function Listing<I>({ query, columns, idOf, empty, label, actions, filters, sort, bulk = NONE, bulkActions }: Props<I>) {
  const t = useTexts(both);
  const desk = useWide();
  const tablet = useWide(720);
  const { items, isPending, isFetching, error, hasMore = false, isLoadingMore, more, retry } = query;
  const many = useBulk(items, idOf, bulk, bulkActions !== undefined);
  // Buttons at the end of a row are what a narrow table would hide.
  const wide = actions || many ? desk : tablet;
  if (isPending) return <Loading lines={6} />;
  if (error && items.length === 0) return <Failed error={error} onRetry={retry} />;
  const isNarrowed = filters?.some(({ value }) => value !== undefined);
  const head = (filters || sort) && (items.length > 0 || isNarrowed) && <ListingHead count={items.length} hasMore={hasMore} filters={filters} sort={wide ? undefined : sort} columns={columns} />;
  const shared = { items, columns, idOf, label, actions };
  return (
    <div className="listing" aria-busy={isFetching && !isLoadingMore}>
      {error && <Failed error={error} onRetry={retry} />}
      {head}
      {items.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
      ) : wide ? (
        <ListingTable {...shared} sort={sort} many={many} />
      ) : (
        <ListingCards {...shared} />
      )}
      {hasMore && (
        <div className="listing-more">
          <Button onClick={more} loading={isLoadingMore}>
            {t.more}
          </Button>
        </div>
      )}
      {wide && many && <BulkBar many={many} bulkActions={bulkActions} />}
    </div>
  );
}
