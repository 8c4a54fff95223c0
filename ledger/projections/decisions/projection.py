"""One row for each decision, by whoever made it: a claim that was returned and then approved has two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimReturned
from ledger.domain.countersigning.events import CountersignatureGiven, CountersignatureRefused
from ledger.domain.events import Event, Recorded
from ledger.domain.redemptions.events import RedemptionApproved, RedemptionFulfilled, RedemptionRejected
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected
from ledger.domain.tags.events import TagApproved, TagRejected
from ledger.domain.values import Sealed
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

COLUMNS = "organisation, actor, on_behalf_of, position, decided_at, kind, decision, id, credited, reason"


class Decided(NamedTuple):
    kind: str
    decision: str
    id: str
    credited: int | None = None
    reason: Sealed | None = None


DECIDED: dict[type[Event], Callable[[Any], Decided]] = {
    ClaimApproved: lambda event: Decided("claim", "approved", event.claim, event.credited, event.reason),
    ClaimReturned: lambda event: Decided("claim", "returned", event.claim, None, event.reason),
    ClaimRejected: lambda event: Decided("claim", "rejected", event.claim, None, event.reason),
    RedemptionApproved: lambda event: Decided("redemption", "approved", event.redemption),
    RedemptionRejected: lambda event: Decided("redemption", "rejected", event.redemption, None, event.reason),
    RedemptionFulfilled: lambda event: Decided("redemption", "fulfilled", event.redemption),
    TagApproved: lambda event: Decided("tag", "approved", event.code),
    TagRejected: lambda event: Decided("tag", "rejected", event.code, None, event.reason),
    ReversalConfirmed: lambda event: Decided("reversal", "confirmed", event.reversal),
    ReversalRejected: lambda event: Decided("reversal", "rejected", event.reversal, None, event.reason),
    CountersignatureGiven: lambda event: Decided("countersignature", "confirmed", event.countersignature),
    CountersignatureRefused: lambda event: Decided(
        "countersignature", "rejected", event.countersignature, None, event.reason
    ),
}


class Decisions(Projection):
    """`decisions`: `id` is that of what was decided, `credited` what an approved claim brought, `reason` sealed. What
    nobody decides has no row: what nobody has to approve is approved in the request itself, and the first approval of a
    claim falls with the claim that is withdrawn."""

    name = "decisions"
    version = 2

    def ddl(self) -> Sequence[str]:
        return (
            """CREATE TABLE {schema}.decisions (
                organisation text COLLATE "C" NOT NULL,
                actor        text COLLATE "C" NOT NULL,
                on_behalf_of text COLLATE "C",
                position     bigint NOT NULL,
                decided_at   timestamptz NOT NULL,
                kind         text NOT NULL,
                decision     text NOT NULL,
                id           text COLLATE "C" NOT NULL,
                credited     bigint,
                reason       jsonb
            )""",
        )

    def indexes(self) -> Sequence[str]:
        return (
            "ALTER TABLE {schema}.decisions ADD PRIMARY KEY (actor, organisation, position)",
            "CREATE INDEX ON {schema}.decisions (on_behalf_of, organisation, position) WHERE on_behalf_of IS NOT NULL",
        )

    def fold(self, organisation: str) -> Fold:
        return DecisionsFold(organisation)


class DecisionsFold:
    def __init__(self, organisation: str) -> None:
        self._row = encoded.count(10) + encoded.text(organisation)

    def size(self) -> int:
        return 0

    def take(self, page: Page, store: Store) -> None:
        rows = [self._encoded(recorded) for recorded in page.of_any(*DECIDED) if not _by_nobody(recorded)]
        store.append("decisions", COLUMNS, rows)

    def _encoded(self, recorded: Recorded) -> bytes:
        decided = DECIDED[type(recorded.event)](recorded.event)
        stamp = encoded.stamp(recorded.position, recorded.occurred_at, recorded.recorded_at)
        # The stamp without occurred_at: position, then recorded_at.
        position, decided_at = stamp[:12], stamp[24:]
        return b"".join(
            (
                *(self._row, encoded.repeated(recorded.actor), encoded.repeated(recorded.on_behalf_of)),
                *(position, decided_at, encoded.repeated(decided.kind), encoded.repeated(decided.decision)),
                *(encoded.text(decided.id), encoded.bigint(decided.credited), encoded.jsonb(sealed(decided.reason))),
            )
        )

    def flush(self, store: Store) -> None:
        """Everything is appended as it comes."""


def _by_nobody(recorded: Recorded) -> bool:
    match recorded.event:
        case RedemptionApproved(employee=employee):
            return recorded.actor == employee
        case CountersignatureRefused(reason=None):
            return True
    return False
