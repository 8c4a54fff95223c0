/** What waits for a decision of the reader, or of whom they stand in for: one list, the oldest first. */
import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { EVERY_MS } from "../../api/waiting";
import { type Matter, holds, useMe } from "../../session/session";
import { useStandIns } from "./stand-ins";
import { useInWords } from "../../components/tag-in-words";

type Claim = Schemas["ClaimView"];
type Redemption = Schemas["RedemptionView"];
type Tag = Schemas["TagView"];
type Reversal = Schemas["ReversalView"];
type Countersignature = Schemas["CountersignatureView"];

interface Of {
  /** Of all that waits. */
  key: string;
  /** In its path. */
  id: string;
  /** None: a proposal of a tag does not say. */
  since: string | null;
  /** Whom it is about. */
  employee: string | null;
  /** For hr: an approver has it on their list, in whose place an hr may decide it. */
  others?: boolean;
}

export type WaitingItem =
  | (Of & { kind: "claim"; claim: Claim })
  | (Of & { kind: "redemption" | "fulfilment"; redemption: Redemption })
  | (Of & { kind: "tag"; tag: Tag })
  | (Of & { kind: "reversal"; reversal: Reversal })
  | (Of & { kind: "countersignature"; countersignature: Countersignature });

export interface WaitingList {
  items: WaitingItem[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
  /** Of some kind more waits than was asked for. */
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
}

const MOST = 200;

export function useWaitingItems(onBehalfOf: string | null): WaitingList {
  const me = useMe();
  const inWords = useInWords();
  const hr = holds(me, ["hr"]) && onBehalfOf === null;
  const header = onBehalfOf === null ? {} : { header: { "On-Behalf-Of": onBehalfOf } };
  const again = { keep: false, refetchInterval: EVERY_MS };
  const forHr = { ...again, enabled: hr };
  const ofClaims = useMatter("claims", onBehalfOf);
  const ofRedemptions = useMatter("redemptions", onBehalfOf);
  const claims = useList("/v1/claims", { query: { state: "submitted", limit: MOST }, ...header }, { ...again, enabled: ofClaims });
  const requested = useList("/v1/redemptions", { query: { state: "requested", limit: MOST }, ...header }, { ...again, enabled: ofRedemptions });
  const approved = useList("/v1/redemptions", { query: { state: "approved", limit: MOST } }, forHr);
  const proposed = useList("/v1/tags", { query: { state: "proposed", limit: MOST } }, forHr);
  const forced = useList("/v1/reversals", { query: { state: "waiting", limit: MOST } }, forHr);
  const second = useList("/v1/countersignatures", { query: { state: "waiting", limit: MOST }, ...header }, { ...again, enabled: ofClaims });

  const reader = onBehalfOf ?? me.employee_no;
  /** What the reader may decide: their own, or in another approver's place. */
  const placed = (item: WaitingItem, { may_decide, decider = null }: { may_decide: boolean; decider?: string | null }): WaitingItem[] => {
    if (!may_decide) return [];
    return [{ ...item, others: decider !== null && decider !== reader }];
  };
  const items = [
    ...(ofClaims ? claims.items.flatMap((claim) => placed(ofClaim(claim), claim)) : []),
    ...(ofRedemptions ? requested.items.flatMap((one) => placed(ofRedemption(one, "redemption"), one)) : []),
    ...(hr ? approved.items.flatMap((one) => placed(ofRedemption(one, "fulfilment"), { may_decide: one.may_fulfil })) : []),
    ...(hr ? proposed.items.map(inWords).flatMap((tag) => placed(ofTag(tag), tag)) : []),
    ...(hr ? forced.items.flatMap((one) => placed(ofReversal(one), one)) : []),
    ...(ofClaims ? second.items.flatMap((one) => placed(ofCountersignature(one), one)) : []),
  ];
  const lists = [...(ofClaims ? [claims, second] : []), ...(ofRedemptions ? [requested] : []), ...(hr ? [approved, proposed, forced] : [])];
  const longer = lists.filter(({ hasMore }) => hasMore);
  return {
    items: items.toSorted((one, other) => (one.since ?? "").localeCompare(other.since ?? "")),
    isPending: lists.some(({ isPending }) => isPending),
    error: lists.find(({ error }) => error !== null)?.error ?? null,
    retry: () => lists.forEach(({ retry }) => retry()),
    hasMore: longer.length > 0,
    isLoadingMore: lists.some(({ isLoadingMore }) => isLoadingMore),
    more: () => longer.forEach(({ more }) => more()),
  };
}

/** Whether the reader may read it: in their own name, or of whom they stand in for. */
function useMatter(matter: Matter, onBehalfOf: string | null): boolean {
  const principals = useStandIns(matter);
  return onBehalfOf === null || principals.includes(onBehalfOf);
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

const ofReversal = (reversal: Reversal): WaitingItem => ({
  kind: "reversal",
  key: `reversal:${reversal.id}`,
  id: reversal.id,
  since: reversal.requested_at,
  employee: reversal.employee,
  reversal,
});

const ofCountersignature = (countersignature: Countersignature): WaitingItem => ({
  kind: "countersignature",
  key: `countersignature:${countersignature.id}`,
  id: countersignature.id,
  since: countersignature.asked_at,
  employee: countersignature.employee,
  countersignature,
});
