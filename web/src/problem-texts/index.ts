/** Every code of docs/problems.md, in both languages. What the sign-in needs is in the entry: session.ts. */
import { access } from "./access";
import { claims } from "./claims";
import { imports } from "./imports";
import { people } from "./people";
import { points } from "./points";
import { requests } from "./requests";
import { rewards } from "./rewards";
import type { ProblemTexts } from "./said";
import { tags } from "./tags";

export const problemTexts: ProblemTexts = { ...access, ...claims, ...imports, ...people, ...points, ...requests, ...rewards, ...tags };
