/** Giving links: page after page of an import, since one command takes 1,000. */
import { useState } from "react";

import { type Schemas, client, got } from "../../../api/client";
import { useCommand } from "../../../api/commands";
import { Problem } from "../../../api/problem";

export type Result = Schemas["InvitationResult"];
export interface GivenLink extends Result {
  link: string;
  expires_at: string;
}
export interface Given {
  ids: string[];
  links: GivenLink[];
  refused: Result[];
}
/** Who is invited: some people, all of an import who have no password, or all who have neither that nor a link. */
export type Whom = { employees: string[] } | { import_id: string } | { uninvited: number };
type Body = { employees: string[] } | { import_id: string };

const isGiven = (one: Result): one is GivenLink => typeof one.link === "string";

export const addressOf = (link: string): string => location.origin + link;
export const codeOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

export function useInvite() {
  const { mutateAsync } = useCommand("post", "/v1/invitations");
  const [given, setGiven] = useState<Given | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const invite = async (whom: Whom) => {
    setBusy(true);
    setProblem(null);
    const found: Given = { ids: [], links: [], refused: [] };
    try {
      for await (const body of bodies(whom)) {
        let cursor: string | null = null;
        do {
          const answer: Schemas["InvitationsGiven"] = await mutateAsync({ body: { employees: [], ...body, cursor } });
          found.ids.push(answer.id);
          found.links.push(...answer.results.filter(isGiven));
          found.refused.push(...answer.results.filter((one) => !isGiven(one)));
          cursor = answer.next_cursor;
        } while (cursor !== null);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
      // What was given before something failed is not given again.
      if (found.ids.length > 0) setGiven(found);
    }
  };
  return { invite, given, problem, busy };
}

const MOST = 1000;

async function* bodies(whom: Whom): AsyncGenerator<Body> {
  if ("import_id" in whom) yield whom;
  else if ("employees" in whom) for (let at = 0; at < whom.employees.length; at += MOST) yield { employees: whom.employees.slice(at, at + MOST) };
  else yield* uninvited();
}

/** Whoever is invited is no longer among them, so the rest is read after the last one who was. */
async function* uninvited(): AsyncGenerator<Body> {
  let cursor: string | null = null;
  do {
    const page: Schemas["UninvitedListed"] = await got(client.GET("/v1/invitations/uninvited", { params: { query: { limit: MOST, cursor } } }));
    if (page.items.length > 0) yield { employees: page.items.map(({ employee_no }) => employee_no) };
    cursor = page.next_cursor;
  } while (cursor !== null);
}
