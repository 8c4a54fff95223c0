import { Link } from "react-router";

import { useGet } from "../api/queries";
import { useClaimTitle } from "./claim-title";

/** A claim by its id, called by what it says; where it is not to be read, by its id. */
export function ClaimTitle({ id }: { id: string }) {
  const title = useClaimTitle();
  const { data } = useGet("/v1/claims/{claim}", { path: { claim: id } });
  return <Link to={`/claims/${id}`}>{data ? title(data) : id}</Link>;
}
