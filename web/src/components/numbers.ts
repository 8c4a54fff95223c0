/** Numbers as people type and paste them. */

const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/** A number as it is sent: its digits narrow, without blanks and what parts the thousands. What is none stays as typed. */
export function plainNumber(typed: string): string {
  const plain = typed.normalize("NFKC").replace(/\s/g, "").replace(/[\u2212\u2013]/g, "-");
  if (GROUPED.test(plain)) return plain.replace(/,/g, "");
  return /^[+-]?[\d.,]*$/.test(plain) ? plain : typed;
}

const WHOLE = /^\+?\d{1,10}$/;

/** What is typed, as points; null: it is no number of points. */
export function pointsOf(typed: string): number | null {
  const plain = plainNumber(typed);
  return WHOLE.test(plain) && Number(plain) <= 1e9 ? Number(plain) : null;
}
