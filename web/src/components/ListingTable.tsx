import { type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";

import { texts, useAbout, useTexts } from "../texts";
import type { Column } from "./Listing";
import { Refusal } from "./Refusal";
import type { Many } from "./bulk";
import type { Sorting } from "./search-params";

const both = texts({
  en: { actions: "Actions", choose: "Select", all: "Select all shown" },
  zh: { actions: "操作", choose: "选择", all: "全选当前显示的" },
});

interface Props<I> {
  items: I[];
  columns: Column<I>[];
  idOf: (item: I) => string;
  label: string;
  actions?: (item: I) => ReactNode;
  sort?: Sorting;
  many: Many<I> | null;
}

/** A list at a desk: a row a line, its head in sight, what is too long cut and whole where one points or goes. */
export function ListingTable<I>({ items, columns, idOf, label, actions, sort, many }: Props<I>) {
  const t = useTexts(both);
  const box = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(box);
  const width = columns.length + Number(Boolean(actions)) + Number(many !== null);
  return (
    <div ref={box} className="listing-table card" data-scrolls={scrolls} role="region" aria-label={label} tabIndex={scrolls ? 0 : undefined}>
      <table>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {many && (
              <th scope="col" className="choose">
                <ChooseAll many={many} label={t.all} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.title} column={column} sort={sort} />
            ))}
            {actions && (
              <th scope="col">
                <span className="visually-hidden">{t.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody onKeyDown={toNextRow} onMouseOver={sayWhole}>
          {items.map((item) => (
            <Row key={idOf(item)} item={item} id={idOf(item)} columns={columns} actions={actions} many={many} width={width} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<I>({ column: { title, number, sort: by }, sort }: { column: Column<I>; sort?: Sorting }) {
  const className = number ? "end" : undefined;
  if (!by || !sort) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const at = sort.by === by ? "ascending" : sort.by === `-${by}` ? "descending" : "none";
  return (
    <th scope="col" className={className} aria-sort={at}>
      <button type="button" className="listing-by" onClick={() => sort.change(after(by, sort.by, number))}>
        {title}
        <span aria-hidden className="listing-way">
          {at === "ascending" ? "↑" : at === "descending" ? "↓" : "↕"}
        </span>
      </button>
    </th>
  );
}

/** Numbers from the highest on first, all else from the first on; then the other way, then as it was. */
function after(by: string, now: string | undefined, number = false): string | undefined {
  const ways = number ? [`-${by}`, by] : [by, `-${by}`];
  return now === undefined || !ways.includes(now) ? ways[0] : ways[ways.indexOf(now) + 1];
}

interface RowProps<I> extends Pick<Props<I>, "columns" | "actions" | "many"> {
  item: I;
  id: string;
  width: number;
}

function Row<I>({ item, id, columns, actions, many, width }: RowProps<I>) {
  const refused = many?.refusals.get(id);
  return (
    <>
      <tr data-chosen={many?.isChosen(id) || undefined}>
        {many && (
          <td className="choose">
            <Choose item={item} id={id} many={many} />
          </td>
        )}
        {columns.map(({ title, show, number, lead, tall }) => (
          <td key={title} className={number ? "end number" : lead ? "lead" : undefined}>
            {tall ? show(item) : <div className="cell">{show(item)}</div>}
          </td>
        ))}
        {actions && (
          <td>
            <div className="row listing-actions">{actions(item)}</div>
          </td>
        )}
      </tr>
      {refused && (
        <tr className="listing-refused">
          <td colSpan={width}>
            <Refusal problem={refused.problem} />
          </td>
        </tr>
      )}
    </>
  );
}

function ChooseAll<I>({ many, label }: { many: Many<I>; label: string }) {
  const { chosen, possible } = many;
  const all = possible.length > 0 && chosen.length === possible.length;
  return (
    <label className="choose-hit">
      <input
        type="checkbox"
        aria-label={label}
        checked={all}
        disabled={many.isBusy || possible.length === 0}
        ref={(box) => {
          if (box) box.indeterminate = chosen.length > 0 && !all;
        }}
        onChange={() => (all ? many.drop() : many.chooseAll())}
      />
    </label>
  );
}

function Choose<I>({ item, id, many }: { item: I; id: string; many: Many<I> }) {
  const t = useTexts(both);
  const say = useAbout();
  return (
    <label className="choose-hit">
      <input
        type="checkbox"
        aria-label={say(t.choose, many.about(item))}
        checked={many.isChosen(id)}
        disabled={many.isBusy || !many.may(item)}
        onChange={(event) => many.choose(id, event.target.checked, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey)}
      />
    </label>
  );
}

/** Whether a table is wider than its place: then it scrolls in it, else its head stays below the page's. */
function useScrolls(box: RefObject<HTMLDivElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const table = box.current?.querySelector("table");
    if (!box.current || !table) return undefined;
    const watch = new ResizeObserver(() => setScrolls(table.offsetWidth > (box.current?.clientWidth ?? 0) + 1));
    watch.observe(box.current);
    watch.observe(table);
    return () => watch.disconnect();
  }, [box]);
  return scrolls;
}

/** The whole text of a cell that was cut, for who points at it. */
function sayWhole({ target }: MouseEvent<HTMLTableSectionElement>) {
  const cell = (target as HTMLElement).closest<HTMLElement>(".cell");
  if (!cell) return;
  if (cell.scrollHeight > cell.clientHeight + 1) cell.title = cell.innerText;
  else cell.removeAttribute("title");
}

const REACHED = "a[href], button:not(:disabled), input:not(:disabled)";

/** Up and down go to the same thing in the next row. */
function toNextRow(event: KeyboardEvent<HTMLTableSectionElement>) {
  const { key, target, currentTarget } = event;
  const focused = target as HTMLElement;
  if ((key !== "ArrowDown" && key !== "ArrowUp") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!focused.matches("tbody a[href], tbody button, tbody input[type=checkbox]")) return;
  const rows = [...currentTarget.rows];
  const cell = focused.closest("td");
  const place = cell && [...cell.querySelectorAll(REACHED)].indexOf(focused);
  const step = key === "ArrowDown" ? 1 : -1;
  for (let at = rows.findIndex((row) => row.contains(focused)) + step; rows[at]; at += step) {
    const found = cell && rows[at]?.cells[cell.cellIndex]?.querySelectorAll<HTMLElement>(REACHED)[place ?? 0];
    if (found) {
      event.preventDefault();
      found.focus();
      return;
    }
  }
}
