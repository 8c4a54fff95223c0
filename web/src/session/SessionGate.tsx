/**
 * Nobody signed in: the sign-in page. Signed in, and then not any more (the hour is over, another password): the
 * sign-in comes over the page, which stays as it is, so what was being typed is still there afterwards.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from "react";

import { client, onSignedOut } from "../api/client";
import { Problem, SIGNED_OUT } from "../api/problem";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { keepSignedIn, wasSignedIn } from "../device";
import { quiet } from "../layout/quiet";
import { SessionContext } from "./session";
import { who } from "./who";

const RENEW_MS = 20 * 60_000;

const again = () => import("./Again");
const Again = lazy(again);
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
    if (inside) void quiet.then(again).catch(() => undefined);
  }, [inside]);

  const entered = useCallback(async () => {
    keepSignedIn(true);
    await refetch();
    setEnded(null);
    void queries.invalidateQueries();
  }, [queries, refetch]);

  const signOut = useCallback(async () => {
    await client.POST("/v1/sessions/end", {}).catch(() => undefined);
    sessionStorage.clear();
    keepSignedIn(false);
    location.assign("/");
  }, []);

  const session = useMemo(() => (me === undefined ? null : { me, signOut: () => void signOut() }), [me, signOut]);

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
      <Suspense>{ended && <Again me={session.me} why={ended} onEntered={entered} />}</Suspense>
    </SessionContext>
  );
}
