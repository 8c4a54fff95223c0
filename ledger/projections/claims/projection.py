"""One row for each claim."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimContent,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimValueVerified,
    ClaimVerificationDue,
    ClaimWithdrawn,
)
from ledger.domain.countersigning.events import (
    CountersignatureAsked,
    CountersignatureGiven,
    CountersignatureRefused,
    took_part_in,
)
from ledger.domain.events import Recorded
from ledger.projections.engine.claimants import LATER, SECONDING, decided
from ledger.projections.engine.entities import Entities, Row, Table, iso, plain
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

CLAIMS = Table(
    "claims",
    key="claim",
    columns={
        "claim": "text",
        "state": "text",
        "employee": "text",
        "tag": "text",
        "revision": "integer",
        "departments": "text[]",
        "occurred_at": "timestamptz",
        "month": "text",
        "description": "jsonb",
        "evidence": "jsonb",
        "quantity": "numeric",
        "value_quantity": "numeric",
        "points": "bigint",
        "value": "numeric",
        "approved": "bigint",
        "credited": "bigint",
        "verified_value": "numeric",
        "reason": "jsonb",
        "submitted_at": "timestamptz",
        "submitted_by": "text",
        "submitted_position": "bigint",
        "resubmitted_at": "timestamptz",
        "rounds": "jsonb",
        "first_approval": "jsonb",
        "decided_at": "timestamptz",
        "decided_by": "text",
        "decided_on_behalf_of": "text",
        "decided_position": "bigint",
        "verified_after_3": "numeric",
        "verified_after_6": "numeric",
        "reminded_of": "integer",
        "reversed": "boolean",
    },
)


class Claims(Projection):
    """`claims`: `points` and `value` are by the rule, `approved` what the approver made of the points, `credited`
    what a cap left of that. `reason` is that of the last decision (returned, rejected, or approved for other
    points); `rounds` are its returns, the oldest first: {asked, asked_at, asked_by, asked_on_behalf_of, answer,
    answered_at, before}, where `before` is the content that was asked about. `first_approval` is that of what takes two
    approvers, or two hr (`took_part` is empty then): {countersignature, points, took_part, approved_by,
    approved_on_behalf_of, approved_at, confirmed}. Decided means returned, approved or rejected. `verified_after_3` and
    `_6` is the value as measured again so many months later, `reminded_of` the last months that hr was told of,
    `reversed` whether the credit was taken back.
    """

    name = "claims"
    version = 4

    def ddl(self) -> Sequence[str]:
        return (CLAIMS.ddl,)

    def indexes(self) -> Sequence[str]:
        return (
            "CREATE INDEX ON {schema}.claims (organisation, submitted_position)",
            "CREATE INDEX ON {schema}.claims (organisation, employee, submitted_position)",
            "CREATE INDEX ON {schema}.claims (organisation, state, submitted_position)",
            "CREATE INDEX ON {schema}.claims (organisation, tag, submitted_position)",
            "CREATE INDEX ON {schema}.claims (month, organisation) WHERE state = 'approved' AND value IS NOT NULL",
        )

    def fold(self, organisation: str) -> Fold:
        return ClaimsFold(organisation)


class ClaimsFold:
    def __init__(self, organisation: str) -> None:
        self._claims = Entities(CLAIMS, organisation)

    def size(self) -> int:
        return len(self._claims)

    def take(self, page: Page, store: Store) -> None:
        new = {event.claim for _, event in page.of(ClaimSubmitted)}
        taken_back = {
            transfer.subject.removeprefix("claim:")
            for transfer in page.transfers
            if transfer.kind == "reversal" and transfer.subject.startswith("claim:")
        }
        self._claims.load((decided(page) | taken_back) - new, store)
        for recorded in page.of_any(ClaimSubmitted, *LATER, *SECONDING):
            match recorded.event:
                case ClaimSubmitted() as event:
                    self._claims.new(_submitted(recorded, event))
                case ClaimResubmitted() as event:
                    self._resubmit(event, recorded)
                case ClaimWithdrawn() as event:
                    self._claims[event.claim]["state"] = "withdrawn"
                case ClaimReturned() as event:
                    row = self._claims[event.claim]
                    row.update(_decided(recorded), state="returned", reason=sealed(event.reason))
                    row["rounds"] = [*row["rounds"], _asked(recorded, event)]
                case ClaimRejected() as event:
                    self._claims[event.claim].update(_decided(recorded), state="rejected", reason=sealed(event.reason))
                case ClaimApproved() as event:
                    value = event.verified_value
                    self._claims[event.claim].update(
                        _decided(recorded),
                        state="approved",
                        approved=event.points,
                        credited=event.credited,
                        verified_value=None if value is None else format(value, "f"),
                        reason=sealed(event.reason),
                    )

                case ClaimValueVerified() as event:
                    self._claims[event.claim][f"verified_after_{event.months}"] = format(event.verified_value, "f")
                case ClaimVerificationDue() as event:
                    self._claims[event.claim]["reminded_of"] = event.months
                case CountersignatureAsked(claim=str(claim)) as event:
                    self._claims[claim]["first_approval"] = _approved_once(recorded, event)
                case CountersignatureGiven(claim=str(claim)):
                    row = self._claims[claim]
                    row["first_approval"] = {**row["first_approval"], "confirmed": True}
                case CountersignatureRefused(claim=str(claim)):
                    self._claims[claim]["first_approval"] = None
        for claim in taken_back:
            self._claims[claim]["reversed"] = True

    def _resubmit(self, event: ClaimResubmitted, recorded: Recorded) -> None:
        row, content = self._claims[event.claim], _content(event.content)
        answered = {
            "answer": sealed(event.answer),
            "answered_at": iso(recorded.recorded_at),
            "before": {name: row[name] for name in content},
        }
        *earlier, last = row["rounds"]
        rounds = [*earlier, {**last, **answered}]
        row.update(content, state="submitted", resubmitted_at=iso(recorded.recorded_at), rounds=rounds)

    def flush(self, store: Store) -> None:
        self._claims.flush(store)


def _submitted(recorded: Recorded, event: ClaimSubmitted) -> Row:
    return {
        "claim": event.claim,
        "state": "submitted",
        "employee": event.employee,
        "tag": event.tag,
        "revision": event.revision,
        "departments": list(event.departments),
        "occurred_at": iso(event.happened_at),
        "month": event.month,
        "submitted_at": iso(recorded.recorded_at),
        "submitted_by": recorded.actor,
        "submitted_position": recorded.position,
        "rounds": [],
        "reminded_of": 0,
        "reversed": False,
        **_content(event.content),
    }


def _content(content: ClaimContent) -> Row:
    """description, evidence, quantity, value_quantity, points, value."""
    return plain(content)


def _asked(recorded: Recorded, event: ClaimReturned) -> Row:
    return {
        "asked": sealed(event.reason),
        "asked_at": iso(recorded.recorded_at),
        "asked_by": recorded.actor,
        "asked_on_behalf_of": recorded.on_behalf_of,
        "answer": None,
        "answered_at": None,
        "before": None,
    }


def _approved_once(recorded: Recorded, event: CountersignatureAsked) -> Row:
    return {
        "countersignature": event.countersignature,
        "points": event.points,
        "took_part": list(took_part_in(event.asked) or ()),
        "approved_by": recorded.actor,
        "approved_on_behalf_of": recorded.on_behalf_of,
        "approved_at": iso(recorded.recorded_at),
        "confirmed": False,
    }


def _decided(recorded: Recorded) -> Row:
    return {
        "decided_at": iso(recorded.recorded_at),
        "decided_by": recorded.actor,
        "decided_on_behalf_of": recorded.on_behalf_of,
        "decided_position": recorded.position,
    }
