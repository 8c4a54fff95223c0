/** What a person has chosen or seen: the service keeps it, so that all their devices agree. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { type Schemas, client, got } from "../api/client";
import type { Me } from "./session";
import { who } from "./who";

type Preferences = Schemas["PreferencesView"];

const show = (queries: QueryClient, changed: Partial<Preferences>): void =>
  void queries.setQueryData<Me>(who.queryKey, (me) => me && { ...me, preferences: { ...me.preferences, ...changed } });

/** Shown at once. What could not be kept is asked for, or said, the next time. */
export async function keepPreferences(queries: QueryClient, changed: Partial<Preferences>): Promise<void> {
  show(queries, changed);
  await got(client.PATCH("/v1/me/preferences", { body: changed })).then(
    (kept) => show(queries, kept),
    () => undefined,
  );
}

export function useKeepPreferences(): (changed: Partial<Preferences>) => void {
  const queries = useQueryClient();
  return useCallback((changed) => void keepPreferences(queries, changed), [queries]);
}
