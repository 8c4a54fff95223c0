/** What was copied from a spreadsheet, read as budgets: whose they are, and what is in none. */
import { pointsOf } from "../../components/numbers";
import { alike } from "../../components/searching";

export interface Owner {
  owner: string;
  /** By what else a row may name it, such as somebody's name. */
  also: string[];
}

export interface Pasted {
  rows: string[][];
  /** How the columns are headed, where the first row says so. */
  heads: string[] | null;
  /** The column that says whose a row is; null: none does, and rows go from a row of the table downwards. */
  owners: number | null;
  /** The columns that may be the points; if there is more than one, somebody chooses. */
  numbers: number[];
}

export interface Found {
  /** By owner, as typed. */
  points: Record<string, string>;
  /** What names nobody in the table, with the row. */
  unknown: { row: number; named: string }[];
  /** What is no number of points. */
  wrong: { row: number; cell: string }[];
  /** Whoever stands in it more than once. */
  twice: string[];
  /** Rows below the table's last. */
  beyond: number;
}

const POINTS = /points|budget|积分|預算|预算|額度|额度/i;

/** The cells of what a spreadsheet copies; an empty one stays where it is. */
export function cellsOf(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const rows = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill("")]);
}

export const ownerOf = (named: string, among: Owner[]): string | null => {
  const found = among.find(({ owner }) => owner === named) ?? among.find(({ owner }) => alike(owner, named));
  if (found !== undefined) return found.owner;
  const called = among.filter(({ also }) => also.some((one) => alike(one, named)));
  return called.length === 1 && called[0] !== undefined ? called[0].owner : null;
};

/** Where most are in the table; with several columns and none of those, the first that is no numbers: all are unknown. */
function ownersColumn(columns: string[][], among: Owner[]): number | null {
  const known = columns.map((column) => column.filter((cell) => ownerOf(cell, among) !== null).length);
  const most = Math.max(...known);
  const place = known.indexOf(most);
  if (most > 0 && (columns.length > 1 || most * 2 >= (columns[place]?.length ?? 0))) return place;
  const words = columns.findIndex((column) => column.length > 0 && column.every((cell) => pointsOf(cell) === null));
  return columns.length > 1 && words >= 0 ? words : null;
}

export function readPasted(text: string, among: Owner[]): Pasted {
  const cells = cellsOf(text);
  const isNumber = (cell: string) => pointsOf(cell) !== null;
  const first = cells[0] ?? [];
  const headed = cells.length > 1 && first.some((cell) => cell !== "") && !first.some((cell) => isNumber(cell) || ownerOf(cell, among) !== null);
  const rows = headed ? cells.slice(1) : cells;
  const columns = first.map((_, column) => rows.map((row) => row[column] ?? "").filter((cell) => cell !== ""));
  const owners = ownersColumn(columns, among);
  const candidates = columns.flatMap((column, place) => (place !== owners && column.some(isNumber) ? [place] : []));
  const named = headed ? candidates.filter((place) => POINTS.test(first[place] ?? "")) : [];
  return { rows, heads: headed ? first : null, owners, numbers: named.length === 1 ? named : candidates };
}

/** The budgets that a column gives. Without a column of owners the rows go down from one of them. */
export function found({ rows, owners, heads }: Pasted, column: number, among: Owner[], from: number): Found {
  const points: Record<string, string> = {};
  const answer: Found = { points, unknown: [], wrong: [], twice: [], beyond: 0 };
  rows.forEach((cells, index) => {
    const cell = cells[column] ?? "";
    const row = index + (heads === null ? 1 : 2);
    const named = owners === null ? "" : (cells[owners] ?? "");
    const owner = owners === null ? among[from + index]?.owner : ownerOf(named, among);
    if (cell === "") return;
    if (owner === undefined) answer.beyond += 1;
    else if (owner === null) answer.unknown.push({ row, named });
    else if (pointsOf(cell) === null) answer.wrong.push({ row, cell });
    else if (owner in points) answer.twice.push(owner);
    else points[owner] = String(pointsOf(cell));
  });
  return answer;
}
