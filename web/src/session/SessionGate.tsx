/**
 * Nobody signed in: the sign-in page. Signed in, and then not any more (the hour is over, another password): the
 * sign-in comes over the page, which stays as it is, so what was being typed is still there afterwards. Somebody else
 * signed in in another window: all that stood here is put away.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from "react";

import { client, onSignedOut } from "../api/client";
import { dropHeld, sendHeld } from "../api/held";
import { Problem, SIGNED_OUT } from "../api/problem";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { forgetPeople, keepSignedIn, wasSignedIn } from "../device";
import { quiet } from "../layout/quiet";
import { useInBrowser } from "./in-browser";
import { SessionContext } from "./session";
import { who } from "./who";
import { tellWindows } from "./windows";

const RENEW_MS = 20 * 60_000;

const again = () => import("./Again");
const putAway = () => import("./PutAway");
const Again = lazy(again);
const PutAway = lazy(putAway);
const ChoosePassword = lazy(() => import("./ChoosePassword"));
const Inside = lazy(() => import("../layout/Inside"));
const SignIn = lazy(() => import("./SignIn"));

export function SessionGate() {
  const queries = useQueryClient();
  const [ended, setEnded] = useState<Problem | null>(null);
  const [known] = useState(wasSignedIn);
  const asked = useQuery({ ...who, enabled: known, retryOnMount: false });
  const { data: me, error, refetch } = asked;
  const inside = me !== undefined;

  useEffect(() => onSignedOut(setEnded), []);
  useEffect(() => {
    if (!inside || ended) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void client.POST("/v1/sessions/renewal", {}).catch(() => undefined);
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [inside, ended]);
  useEffect(() => {
    // A session can end when another version has been installed, which has no such file any more.
    if (inside) void quiet.then(() => Promise.all([again(), putAway()])).catch(() => undefined);
  }, [inside]);

  const goOn = useCallback(async () => {
    const { data } = await refetch();
    setEnded(null);
    void queries.invalidateQueries();
    return data;
  }, [queries, refetch]);
  const other = useInBrowser(me, goOn, refetch);
  const isPutAway = other !== undefined;
  useEffect(() => {
    if (!isPutAway) return;
    dropHeld();
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== who.queryKey[0] });
  }, [queries, isPutAway]);

  const entered = useCallback(async () => {
    keepSignedIn(true);
    const there = await goOn();
    if (there) tellWindows(there);
  }, [goOn]);

  const signOut = useCallback(async () => {
    await sendHeld();
    await client.POST("/v1/sessions/end", {}).catch(() => undefined);
    forgetPeople(null);
    keepSignedIn(false);
    tellWindows(null);
    location.assign("/");
  }, []);

  const session = useMemo(() => (me === undefined ? null : { me, signOut: () => void signOut() }), [me, signOut]);

  if (other !== undefined) {
    return (
      <Suspense>
        <PutAway who={other} />
      </Suspense>
    );
  }
  if (session === null) {
    const out = error instanceof Problem && error.status === SIGNED_OUT;
    if (!out && error) return <Failed error={error} onRetry={() => void refetch()} />;
    if (!out && known) return <Loading />;
    return (
      <Suspense>
        <SignIn onEntered={entered} />
      </Suspense>
    );
  }
  if (session.me.change_password && !ended) {
    return (
      <Suspense fallback={<Loading />}>
        <ChoosePassword onChosen={entered} onSignOut={session.signOut} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={session}>
      <Suspense fallback={<Loading />}>
        <Inside />
      </Suspense>
      <Suspense>{ended && <Again me={session.me} why={ended} onEntered={entered} onLeave={session.signOut} />}</Suspense>
    </SessionContext>
  );
}
