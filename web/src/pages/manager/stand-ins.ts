/** For whom somebody stands in today: what others delegated to them and has not ended. */
import { useGet } from "../../api/queries";
import { today } from "../../formats";
import { type Matter, holds, useMe } from "../../session/session";

/** Of any of these matters. */
export function useStandIns(...matters: Matter[]): string[] {
  const me = useMe();
  const { data } = useGet("/v1/delegations", undefined, { enabled: holds(me, ["employee"]), staleTime: 60_000 });
  const day = today(me.time_zone);
  const given = (data?.items ?? []).filter(
    ({ to, what, starts_on, ends_on, revoked }) =>
      to === me.employee_no && matters.some((matter) => what.includes(matter)) && !revoked && starts_on <= day && day <= ends_on,
  );
  return [...new Set(given.map(({ from }) => from))];
}
