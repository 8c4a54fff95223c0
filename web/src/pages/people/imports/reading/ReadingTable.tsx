/**
 * The first rows as they will be read: above each column what it is, before each row whether it is the headers. Plain
 * selects: a hundred of them are nothing to a phone, and it shows its own list of choices.
 */
import { useId } from "react";

import { useFormats } from "../../../../formats";
import { texts, useTexts } from "../../../../texts";
import { COLUMNS, type Kind, useColumnWord } from "../words";
import { type Reading, type Said, columnOf, isStale, letters, unclear, valueOf, withColumn, withField } from "./said";

const both = texts({
  en: {
    title: "The first rows, as they will be read",
    over: "The first rows, as they were read",
    stale: "These rows are still as the file was read before. Read it again to see the others.",
    tap: "Tap a row to say that it has the headers.",
    row: "Row",
    header: (row: string) => `Row ${row} has the headers`,
    column: (letter: string, title: string) => `Column ${letter}, ${title}`,
    untitled: "no header",
    passed: "– passed over –",
    choose: "Please choose",
    required: "Required",
    optional: "Optional",
    like: "Looks like",
    could: "May be one of these",
    at: (name: string, letter: string) => `${name} (now ${letter})`,
    how: { chosen: "as chosen", remembered: "as chosen last time", unknown: "not recognised", ambiguous: "please choose", changed: "changed" },
    suggested: (name: string) => `${name}?`,
  },
  zh: {
    title: "前几行的读取结果",
    over: "前几行当时的读取结果",
    stale: "以下仍是更改前的读取结果，重新读取后更新。",
    tap: "点一行，即以该行为标题行。",
    row: "行号",
    header: (row: string) => `第 ${row} 行是标题行`,
    column: (letter: string, title: string) => `${letter} 列，${title}`,
    untitled: "无标题",
    passed: "– 不读取 –",
    choose: "请选择",
    required: "必需",
    optional: "可选",
    like: "可能是",
    could: "可能是其中之一",
    at: (name: string, letter: string) => `${name}（现为 ${letter} 列）`,
    how: { chosen: "已选择", remembered: "沿用上次的选择", unknown: "未识别", ambiguous: "请选择", changed: "已更改" },
    suggested: (name: string) => `可能是${name}？`,
  },
});

interface Props {
  kind: Kind;
  reading: Reading;
  said: Said;
  /** None: it is over, and only shown. */
  onSay: ((said: Said) => void) | null;
}

export function ReadingTable({ kind, reading, said, onSay }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const group = useId();
  const rows = [...reading.above, ...reading.head];
  const header = valueOf("header_row", said, reading);
  const titles = rows.find(({ row }) => row === header)?.cells ?? [];
  const title = onSay ? t.title : t.over;
  const sums = reading.notices.find(({ rule }) => rule === "totals-rows")?.rows ?? [];
  const choose = (row: number) => onSay?.(withField("header_row", row, said, reading));
  return (
    <div className="reading-preview">
      <h3>{title}</h3>
      {onSay && <p className="quiet">{isStale(said, reading) ? t.stale : t.tap}</p>}
      <div className="reading-table" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.row}</th>
              {reading.columns.map(({ place }) => (
                <th key={place} scope="col">
                  <ColumnHead kind={kind} reading={reading} said={said} onSay={onSay} place={place} title={titles[place]?.trim() ?? ""} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr key={row} data-header={row === header} data-passed={row < (header ?? 0) || sums.includes(row)} onClick={onSay ? () => choosesNoText() && choose(row) : undefined}>
                <th scope="row">
                  {onSay ? (
                    <label>
                      <input type="radio" name={group} checked={row === header} onChange={() => choose(row)} aria-label={t.header(f.number(row))} />
                      <span aria-hidden>{f.number(row)}</span>
                    </label>
                  ) : (
                    f.number(row)
                  )}
                </th>
                {reading.columns.map(({ place }) => (
                  <td key={place} title={cells[place]}>
                    <span>{cells[place] ?? ""}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Whoever marks a text of a cell, to copy it, means no row. */
const choosesNoText = (): boolean => getSelection()?.type !== "Range";

type HeadProps = Props & { place: number; title: string };

function ColumnHead({ kind, reading, said, onSay, place, title }: HeadProps) {
  const t = useTexts(both);
  const columnWord = useColumnWord(kind);
  const column = columnOf(place, said, reading);
  return (
    <>
      <span className="reading-title">
        <span className="quiet">{letters(place)}</span> <span className="said">{title || t.untitled}</span>
      </span>
      {onSay ? (
        <ColumnSelect kind={kind} reading={reading} said={said} onSay={onSay} place={place} label={t.column(letters(place), title || t.untitled)} />
      ) : (
        <strong>{column === null ? t.passed : columnWord(column)}</strong>
      )}
      <small className="reading-how">{useHow()(place, said, reading, columnWord)}</small>
    </>
  );
}

function useHow(): (place: number, said: Said, reading: Reading, columnWord: (column: string) => string) => string {
  const t = useTexts(both);
  return (place, said, reading, columnWord) => {
    const one = reading.columns.find((column) => column.place === place);
    if (one === undefined) return "";
    const before = reading.choices.columns?.[place];
    if (place in said.columns && said.columns[place] !== before) return t.how.changed;
    const [suggested] = one.how === "unknown" ? one.could_be : [];
    if (suggested !== undefined) return t.suggested(columnWord(suggested));
    return (t.how as Record<string, string>)[one.how] ?? "";
  };
}

type SelectProps = Omit<Props, "onSay"> & { onSay: (said: Said) => void; place: number; label: string };

const PASSED = "-";

/** Also beside the question what an ambiguous header means. */
export function ColumnSelect({ kind, reading, said, onSay, place, label }: SelectProps) {
  const t = useTexts(both);
  const columnWord = useColumnWord(kind);
  const one = reading.columns.find((column) => column.place === place);
  const asked = unclear(said, reading).includes(place);
  const { required, optional } = COLUMNS[kind];
  const option = (column: string) => {
    const elsewhere = reading.columns.find((other) => other.place !== place && columnOf(other.place, said, reading) === column);
    return (
      <option key={column} value={column}>
        {elsewhere ? t.at(columnWord(column), letters(elsewhere.place)) : columnWord(column)}
      </option>
    );
  };
  const likely = one?.could_be ?? [];
  return (
    <select
      className="reading-select"
      aria-label={label}
      value={asked ? "" : (columnOf(place, said, reading) ?? PASSED)}
      data-passed={columnOf(place, said, reading) === null}
      data-asked={asked}
      onChange={({ target: { value } }) => onSay(withColumn(place, value === PASSED ? null : value, said, reading))}
    >
      {asked && (
        <option value="" disabled>
          {t.choose}
        </option>
      )}
      <option value={PASSED}>{t.passed}</option>
      {likely.length > 0 && <optgroup label={one?.how === "ambiguous" ? t.could : t.like}>{likely.map(option)}</optgroup>}
      <optgroup label={t.required}>{required.filter((column) => !likely.includes(column)).map(option)}</optgroup>
      <optgroup label={t.optional}>{optional.filter((column) => !likely.includes(column)).map(option)}</optgroup>
    </select>
  );
}
