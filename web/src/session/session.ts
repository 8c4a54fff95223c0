/** Who is signed in. Pages are inside `SessionGate`, so for them somebody always is. */
import { createContext, use } from "react";

import type { Schemas } from "../api/client";

export type Me = Schemas["Me"];
export type Role = "employee" | "manager" | "hr" | "auditor" | "payroll" | "admin";
/** What can be delegated. */
export type Matter = "grants" | "claims" | "redemptions";

export interface Session {
  me: Me;
  signOut: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("outside of the session");
  return session;
}

export const useMe = (): Me => useSession().me;

export const holds = (me: Me, roles: readonly Role[]): boolean => roles.some((role) => me.roles.includes(role));
