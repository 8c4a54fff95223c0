/**
 * Nobody signed in: the sign-in page. Signed in, and then not any more (the hour is over, another password): the
 * sign-in comes over the page, which stays as it is, so what was being typed is still there afterwards.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";

import { client, got, keepCsrfToken, onSignedOut } from "../api/client";
import { Problem, SIGNED_OUT } from "../api/problem";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { texts, useTexts } from "../texts";
import { SignIn } from "./SignIn";
import { type Me, SessionContext } from "./session";

const RENEW_MS = 20 * 60_000;
/** Whether this browser ever signed in: who never did is not asked about first. */
const SIGNED_IN = "ledger.signed-in";

const both = texts({
  en: { ended: "Your session has ended", kept: "Sign in again to continue. Nothing you typed is lost." },
  zh: { ended: "登录已过期", kept: "请重新登录后继续，您填写的内容不会丢失。" },
});

export function SessionGate({ children }: { children: ReactNode }) {
  const t = useTexts(both);
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  const [last, setLast] = useState<Me | null>(null);
  const [known] = useState(() => localStorage.getItem(SIGNED_IN) !== null);
  const asked = useQuery({
    queryKey: ["/v1/me"],
    queryFn: async () => {
      const me = await got(client.GET("/v1/me"));
      keepCsrfToken(me.csrf_token ?? "");
      setLast(me);
      return me;
    },
    retry: (failures, problem) => failures < 3 && (problem as Problem).status !== SIGNED_OUT,
    staleTime: Infinity,
    enabled: known,
  });

  const { refetch } = asked;

  useEffect(() => onSignedOut(() => setEnded(true)), []);
  useEffect(() => {
    if (last === null || ended) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void client.POST("/v1/sessions/renewal", {}).catch(() => undefined);
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [last, ended]);

  const entered = useCallback(async () => {
    localStorage.setItem(SIGNED_IN, "1");
    await refetch();
    setEnded(false);
    void queries.invalidateQueries();
  }, [queries, refetch]);

  const signOut = useCallback(async () => {
    await client.POST("/v1/sessions/end", {}).catch(() => undefined);
    sessionStorage.clear();
    localStorage.removeItem(SIGNED_IN);
    location.assign("/");
  }, []);

  const session = useMemo(() => (last === null ? null : { me: last, signOut: () => void signOut() }), [last, signOut]);

  if (session === null) {
    const out = asked.error instanceof Problem && asked.error.status === SIGNED_OUT;
    if (out || (!known && asked.data === undefined)) return <SignIn onEntered={entered} />;
    if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />;
    return <Loading />;
  }
  return (
    <SessionContext value={session}>
      {children}
      <Modal open={ended} title={t.ended} footer={null} closable={false} keyboard={false} mask={{ closable: false }} destroyOnHidden>
        <p>{t.kept}</p>
        <SignIn onEntered={entered} again={session.me} />
      </Modal>
    </SessionContext>
  );
}
