/** What is said of how a file is read: as it was said before, with what somebody changes until it is sent. */
import type { Schemas } from "../../../../api/client";

export type Reading = Schemas["ReadingView"];

export interface Answers {
  sheet?: string;
  header_row?: number;
  encoding?: string;
  hidden_rows?: boolean;
}

/** All of it is sent each time; what is not in it is as it is found in the file. */
export interface Said extends Answers {
  /** By the place in the file; null: passed over. */
  columns: Record<string, string | null>;
}

type Field = keyof Answers;

export function saidBefore({ choices }: Reading): Said {
  const given = Object.entries(choices).filter(([, value]) => value !== null && value !== undefined);
  return { columns: {}, ...Object.fromEntries(given) };
}

/** How the file was read, where nobody says anything. */
const found = (reading: Reading): Answers => ({
  sheet: reading.sheet ?? undefined,
  header_row: reading.header_row,
  encoding: reading.encodings[0]?.encoding,
  hidden_rows: false,
});

export const valueOf = <F extends Field>(field: F, said: Answers, reading: Reading): Answers[F] => said[field] ?? found(reading)[field];

/** Whether other rows, or the same in other letters, would be read. */
export const isStale = (said: Said, reading: Reading): boolean =>
  (["sheet", "encoding", "hidden_rows"] as const).some((field) => valueOf(field, said, reading) !== valueOf(field, saidBefore(reading), reading));

/** To say of something that nobody said before how it is read anyway is to say nothing. */
export function withField<F extends Field>(field: F, value: Answers[F], said: Said, reading: Reading): Said {
  const { [field]: _, ...rest } = said;
  const nothing = value === found(reading)[field] && saidBefore(reading)[field] === undefined;
  const next = (nothing ? rest : { ...rest, [field]: value }) as Said;
  // Another sheet is another table.
  return field === "sheet" ? { sheet: next.sheet, columns: {} } : next;
}

export const columnOf = (place: number, said: Said, reading: Reading): string | null =>
  said.columns[place] ?? (place in said.columns ? null : (reading.columns.find((one) => one.place === place)?.column ?? null));

/** A column of the kind stands in one place: where it was before, nothing is read any more. */
export function withColumn(place: number, column: string | null, said: Said, reading: Reading): Said {
  const elsewhere = reading.columns.filter((one) => one.place !== place && column !== null && columnOf(one.place, said, reading) === column);
  const columns = { ...said.columns, ...Object.fromEntries(elsewhere.map((one) => [one.place, null])), [place]: column };
  return { ...said, columns };
}

/** The places whose header may mean several columns, and of which nobody has said which. */
export const unclear = (said: Said, reading: Reading): number[] =>
  reading.columns.filter(({ place, how }) => how === "ambiguous" && !(place in said.columns)).map(({ place }) => place);

/** What is sent: what is shown answers what is asked. */
export function answered(said: Said, reading: Reading): Said {
  const fields = (["sheet", "header_row", "encoding", "hidden_rows"] as const).filter((field) => reading.open.includes(field));
  return { ...said, ...Object.fromEntries(fields.map((field) => [field, valueOf(field, said, reading)])) };
}

export const same = (one: Said, other: Said): boolean => inOrder(one) === inOrder(other);

const inOrder = ({ sheet, header_row, encoding, hidden_rows, columns }: Said): string =>
  JSON.stringify([sheet ?? null, header_row ?? null, encoding ?? null, hidden_rows ?? null, Object.entries(columns).sort()]);

/** As spreadsheets call a column: A, B, … Z, AA, … */
export function letters(place: number): string {
  const before = Math.floor(place / 26);
  return (before > 0 ? letters(before - 1) : "") + String.fromCharCode(65 + (place % 26));
}
