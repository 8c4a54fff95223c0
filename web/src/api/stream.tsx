/**
 * What happens, as it happens: one EventSource while the page is seen. What it tells goes into what the queries
 * remember; after a break everything that is shown is asked again, so nothing of the meantime is missed.
 */
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, createContext, use, useEffect, useMemo, useRef, useState } from "react";

import { type Schemas, whomFor } from "./client";

export type Link = "live" | "connecting" | "broken";
export type Account = Schemas["AccountAnswer"];
export type Board = Schemas["Board"];
export type Notification = Schemas["NotificationView"];
type Waiting = Schemas["WaitingView"];

const WAITING = ["/v1/claims", "/v1/redemptions", "/v1/tags", "/v1/reversals", "/v1/countersignatures"];

const FOLLOWING = new Set<unknown>(["/v1/decisions", "/v1/notifications"]);

/** Lists by state: what waits is in one of theirs. */
const isOfWaiting = ([path, params]: QueryKey): boolean =>
  WAITING.includes(path as string) && (params as { query?: { state?: string } } | undefined)?.query?.state !== undefined;

/** Asks again for what is shown; a list of what waits that is not shown is forgotten, as it would come back as it was. */
export async function refetchWaiting(queries: QueryClient): Promise<void> {
  queries.removeQueries({ type: "inactive", predicate: ({ queryKey }) => isOfWaiting(queryKey) });
  await queries.invalidateQueries();
}

type Hearer = (notification: Notification) => void;

interface Live {
  link: Link;
  /** Which leaderboard is followed: organisation, department:CODE. */
  follow: (scope: string) => void;
  hear: (hearer: Hearer) => () => void;
}

const LiveContext = createContext<Live>({ link: "connecting", follow: () => undefined, hear: () => () => undefined });

export const useLive = (): Live => use(LiveContext);

/** A broken link is said only when it stays broken: a restart of a proxy takes a moment. */
const BROKEN_AFTER_MS = 1500;
const AGAIN_MS = 2000;

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [link, setLink] = useState<Link>("connecting");
  const [scope, follow] = useState("organisation");
  const hearers = useRef(new Set<Hearer>());

  useEffect(() => {
    const listening = listen(`/v1/stream?${new URLSearchParams({ scope, signed_in_as: whomFor() ?? "" }).toString()}`, queries, setLink, hearers.current);
    return () => listening.abort();
  }, [queries, scope]);

  const live = useMemo<Live>(
    () => ({
      link,
      follow,
      hear: (hearer) => {
        hearers.current.add(hearer);
        return () => void hearers.current.delete(hearer);
      },
    }),
    [link],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** A board moves as often as somebody gets points; redrawn more often, it would only keep taps waiting. */
const BOARD_MS = 250;
/** A home is worked out anew from many things. */
const HOME_MS = 3000;

/** Does something with what was told last: at once, and then no more often than this. */
function paced<T>(ms: number, over: AbortSignal, act: (told: T) => void): (told: T) => void {
  let latest: T;
  let last = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  over.addEventListener("abort", () => clearTimeout(soon));
  return (told) => {
    latest = told;
    soon ??= setTimeout(
      () => {
        soon = undefined;
        last = Date.now();
        act(latest);
      },
      Math.max(0, last + ms - Date.now()),
    );
  };
}

/** Asks for the home again when something has moved since the page asked for it. */
function homeFollows(queries: QueryClient, over: AbortSignal): (position: number) => void {
  const again = paced(HOME_MS, over, () => void queries.invalidateQueries({ queryKey: ["/v1/home"] }));
  // The first messages on a new stream say what the page has just asked for.
  let first: number | undefined;
  return (position) => {
    first ??= position;
    if (position !== first) again(position);
  };
}

function listen(url: string, queries: QueryClient, say: (link: Link) => void, hearers: Set<Hearer>): AbortController {
  const over = new AbortController();
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let broken: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const moved = homeFollows(queries, over.signal);
  const boards = paced<Board>(BOARD_MS, over.signal, (board) => takeBoard(queries, board));

  const close = () => {
    clearTimeout(again);
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    const opened = new EventSource(url);
    source = opened;
    opened.onopen = () => {
      clearTimeout(broken);
      broken = undefined;
      say("live");
      if (missed) void queries.invalidateQueries();
      missed = false;
    };
    opened.onerror = () => {
      missed = true;
      broken ??= setTimeout(() => say("broken"), BROKEN_AFTER_MS);
      // Refused rather than cut off: the browser does not try again by itself.
      if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
    };
    opened.addEventListener("balance", ({ data }: MessageEvent<string>) => {
      const account = JSON.parse(data) as Account & { employee: string };
      moved(account.position);
      queries.setQueryData(["/v1/accounts/{employee_no}", { path: { employee_no: account.employee } }], account);
      void queries.invalidateQueries({ queryKey: ["/v1/accounts/{employee_no}/entries"] });
      // They say what can be had for it.
      void queries.invalidateQueries({ queryKey: ["/v1/rewards"] });
    });
    opened.addEventListener("leaderboard", ({ data }: MessageEvent<string>) => {
      const board = JSON.parse(data) as Board & { position: number };
      moved(board.position);
      boards(board);
    });
    opened.addEventListener("waiting", ({ data }: MessageEvent<string>) => {
      const waiting = JSON.parse(data) as Waiting & { position: number };
      moved(waiting.position);
      // The first on a new stream says what the page has just asked for.
      const known = queries.getQueryData(["/v1/waiting"]) !== undefined;
      queries.setQueryData(["/v1/waiting"], waiting);
      // What was decided is on the list of that, and is no longer asked for, whoever decided it.
      if (known) void queries.invalidateQueries({ predicate: ({ queryKey }) => isOfWaiting(queryKey) || FOLLOWING.has(queryKey[0]) });
    });
    opened.addEventListener("notification", ({ data }: MessageEvent<string>) => {
      const notification = JSON.parse(data) as Notification;
      for (const path of ["/v1/notifications", "/v1/claims", "/v1/claims/{claim}", "/v1/redemptions", "/v1/accounts/{employee_no}/entries"]) {
        void queries.invalidateQueries({ queryKey: [path] });
      }
      hearers.forEach((hearer) => hearer(notification));
    });
  };
  const seen = () => {
    if (document.visibilityState === "visible") {
      if (source === null) open();
    } else {
      missed = true;
      close();
    }
  };
  document.addEventListener("visibilitychange", seen, { signal: over.signal });
  over.signal.addEventListener("abort", () => {
    clearTimeout(broken);
    close();
  });
  seen();
  return over;
}

/** So many places a leaderboard on the stream has at most. */
const PLACES = 10;

/** A board that the stream told of is taken as it is; one of another scope or period, or a longer one, is asked again. */
function takeBoard(queries: QueryClient, board: Board): void {
  void queries.invalidateQueries({ queryKey: ["/v1/leaderboards/{employee_no}/entries"] });
  for (const { queryKey, state } of queries.getQueryCache().findAll({ queryKey: ["/v1/leaderboards"] })) {
    const asked = (queryKey[1] as { query?: { scope?: string; period?: string; limit?: number } } | undefined)?.query;
    const shown = state.data as Board | undefined;
    const told = asked?.scope === board.scope && asked.period === board.period && (asked.limit ?? Infinity) <= PLACES;
    if (shown !== undefined && told) queries.setQueryData<Board>(queryKey, { ...shown, items: board.items.slice(0, asked.limit) });
    // The stream's board is everybody's: one's own place beside it is not on it.
    if (!told || shown?.me) void queries.invalidateQueries({ queryKey, exact: true });
  }
}
