/** What waits for a decision of the reader, or of whom they stand in for: one list, the oldest first. */
import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { holds, useMe } from "../../session/session";

type Claim = Schemas["ClaimView"];
type Redemption = Schemas["RedemptionView"];
type Tag = Schemas["TagView"];

interface Of {
  /** Of all that waits. */
  key: string;
  /** In its path. */
  id: string;
  /** None: a proposal of a tag does not say. */
  since: string | null;
  /** Whom it is about. */
  employee: string | null;
}

export type WaitingItem =
  | (Of & { kind: "claim"; claim: Claim })
  | (Of & { kind: "redemption" | "fulfilment"; redemption: Redemption })
  | (Of & { kind: "tag"; tag: Tag });

export interface WaitingList {
  items: WaitingItem[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

const MOST = 200;

export function useWaitingItems(onBehalfOf: string | null, enabled = true): WaitingList {
  const me = useMe();
  const hr = holds(me, ["hr"]) && onBehalfOf === null;
  const header = onBehalfOf === null ? {} : { header: { "On-Behalf-Of": onBehalfOf } };
  const always = { enabled, keep: false };
  const own = { enabled: enabled && onBehalfOf === null, keep: false };
  const forHr = { enabled: enabled && hr, keep: false };
  const claims = useList("/v1/claims", { query: { state: "submitted", limit: MOST }, ...header }, always);
  const requested = useList("/v1/redemptions", { query: { state: "requested", limit: MOST } }, own);
  const approved = useList("/v1/redemptions", { query: { state: "approved", limit: MOST } }, forHr);
  const proposed = useList("/v1/tags", { query: { state: "proposed", limit: MOST } }, forHr);

  const decides = ({ employee, approval, approver }: Redemption) =>
    employee !== me.employee_no && (hr || (approval === "manager" && approver === me.employee_no));
  const items = [
    ...claims.items.filter(({ employee }) => employee !== me.employee_no && employee !== onBehalfOf).map(ofClaim),
    ...(onBehalfOf === null ? requested.items.filter(decides).map((one) => ofRedemption(one, "redemption")) : []),
    ...(hr ? approved.items.filter(({ employee }) => employee !== me.employee_no).map((one) => ofRedemption(one, "fulfilment")) : []),
    ...(hr ? proposed.items.filter(({ proposer }) => proposer !== me.employee_no).map(ofTag) : []),
  ];
  const lists = [claims, ...(onBehalfOf === null ? [requested] : []), ...(hr ? [approved, proposed] : [])];
  return {
    items: items.toSorted((one, other) => (one.since ?? "").localeCompare(other.since ?? "")),
    isPending: lists.some(({ isPending }) => isPending),
    error: lists.find(({ error }) => error !== null)?.error ?? null,
    retry: () => lists.forEach(({ retry }) => retry()),
  };
}

const ofClaim = (claim: Claim): WaitingItem => ({
  kind: "claim",
  key: `claim:${claim.id}`,
  id: claim.id,
  since: claim.submitted_at,
  employee: claim.employee,
  claim,
});

const ofRedemption = (redemption: Redemption, kind: "redemption" | "fulfilment"): WaitingItem => ({
  kind,
  key: `${kind}:${redemption.id}`,
  id: redemption.id,
  since: redemption.decided_at ?? redemption.requested_at,
  employee: redemption.employee,
  redemption,
});

const ofTag = (tag: Tag): WaitingItem => ({ kind: "tag", key: `tag:${tag.code}`, id: tag.code, since: null, employee: tag.proposer, tag });
