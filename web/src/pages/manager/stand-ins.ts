/** For whom somebody stands in today: what others delegated to them and has not ended. */
import { useGet } from "../../api/queries";
import { type Matter, holds, useMe } from "../../session/session";

/** Of any of these matters. */
export function useStandIns(...matters: Matter[]): string[] {
  const me = useMe();
  const { data } = useGet("/v1/delegations", undefined, { enabled: holds(me, ["employee"]), staleTime: 60_000 });
  const given = (data?.items ?? []).filter(
    ({ to, what, state }) => to === me.employee_no && matters.some((matter) => what.includes(matter)) && state === "active",
  );
  return [...new Set(given.map(({ from }) => from))];
}
