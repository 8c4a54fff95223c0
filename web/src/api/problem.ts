/** A refusal as the service says it: application/problem+json. What cannot be reached is one too. */
export interface FieldProblem {
  pointer: string;
  detail: string;
  /** Which kind of mistake, where the field is wrong in itself. */
  rule?: string | null;
  values?: Values;
}

/** The numbers and days that a refusal names. */
export type Values = Record<string, string | number>;

export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The last part of `type`: docs/problems.md lists them. */
    readonly code: string,
    title: string,
    readonly detail: string,
    readonly errors: FieldProblem[],
    readonly retryAfter: number | null,
    readonly values: Values = {},
  ) {
    super(title);
  }
}

export const UNREACHABLE = "unreachable";
export const SIGNED_OUT = 401;
export const ANOTHER_PERSON = "another-person";
/** No refusal: it waits for a second hr. */
export const WAITS = 202;
export const SECOND = "waits-for-second-hr";

export async function problemOf(response: Response): Promise<Problem> {
  const after = Number(response.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(after) && after > 0 ? after : null;
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "type" in body) return told({ status: response.status, ...(body as Told) }, retryAfter);
  } catch {
    // Not ours: a proxy's page, say.
  }
  const code = response.status >= 502 ? UNREACHABLE : "unexpected";
  return new Problem(response.status, code, `HTTP ${response.status}`, "", [], retryAfter);
}

interface Told {
  type: string;
  status?: number;
  title?: string;
  detail?: string;
  errors?: FieldProblem[];
  values?: Values;
}

/** A refusal as it stands in an answer. */
export function told({ type, status = 0, title, detail = "", errors = [], values }: Told, retryAfter: number | null = null): Problem {
  const code = type.split(/[/:#]/).pop() ?? "";
  return new Problem(status, code, title ?? code, detail, errors, retryAfter, values);
}

export const unreachable = (): Problem => new Problem(0, UNREACHABLE, "unreachable", "", [], null);
