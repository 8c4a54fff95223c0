import { CloseOutlined } from "@ant-design/icons";
import { Select } from "antd";

import { useFormats } from "../formats";
import { plural, texts, useAbout, useLanguage, useTexts } from "../texts";
import type { Column } from "./Listing";
import type { Sorting } from "./search-params";

/** What a list is narrowed to. */
export interface Filter {
  label: string;
  /** As it is read; none where it is not narrowed so. */
  value: string | undefined;
  clear: () => void;
}

const both = texts({
  en: { count: (n: number, _: string) => plural(n, "entry", "entries"), more: (n: string) => `More than ${n} entries`, clear: "Remove the filter", sort: "Sort by", newest: "Default order", up: "ascending", down: "descending" },
  zh: { count: (_: number, n: string) => `共 ${n} 条`, more: (n: string) => `超过 ${n} 条`, clear: "取消筛选", sort: "排序", newest: "默认顺序", up: "升序", down: "降序" },
}); // prettier-ignore

interface Props<I> {
  count: number;
  hasMore: boolean;
  filters?: Filter[];
  /** On a phone, where no heads of columns are pressed. */
  sort?: Sorting;
  columns: Column<I>[];
}

/** How many there are, and of what: as far as it is known here, since no more was asked for than is shown. */
export function ListingHead<I>({ count, hasMore, filters = [], sort, columns }: Props<I>) {
  const t = useTexts(both);
  const f = useFormats();
  const say = useAbout();
  return (
    <div className="listing-head">
      <span className="quiet" aria-live="polite">
        {hasMore ? t.more(f.number(count)) : count > 0 && t.count(count, f.number(count))}
      </span>
      {filters.map(
        ({ label, value, clear }) =>
          value !== undefined && (
            <button key={label} type="button" className="listing-filter" onClick={clear} aria-label={say(t.clear, `${label} ${value}`)}>
              <span className="quiet">{label}</span> <bdi>{value}</bdi> <CloseOutlined aria-hidden />
            </button>
          ),
      )}
      {sort && <SortChoice sort={sort} columns={columns} />}
    </div>
  );
}

function SortChoice<I>({ sort, columns }: { sort: Sorting; columns: Column<I>[] }) {
  const t = useTexts(both);
  const chinese = useLanguage() === "zh";
  const said = (title: string, way: string) => (chinese ? `${title}${way}` : `${title}, ${way}`);
  const options = columns.flatMap(({ title, sort: by }) => (by ? [{ value: by, label: said(title, t.up) }, { value: `-${by}`, label: said(title, t.down) }] : []));
  if (options.length === 0) return null;
  return (
    <Select
      aria-label={t.sort}
      className="listing-sort"
      value={sort.by ?? ""}
      onChange={(by) => sort.change(by || undefined)}
      options={[{ value: "", label: t.newest }, ...options]}
    />
  );
}
