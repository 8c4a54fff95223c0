"""Notifications by employee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimReturned
from ledger.domain.events import Event
from ledger.projections import claimants
from ledger.projections import rows as encoded
from ledger.projections.claimants import Claimant, Claimants
from ledger.projections.page import Page
from ledger.projections.projection import Fold, Projection
from ledger.projections.sealing import sealed
from ledger.projections.store import Store

COLUMNS = "organisation, employee, position, recorded_at, kind, data"
CREDITS = frozenset({"grant", "award", "claim"})


class Notifications(Projection):
    """`notifications`, at most one for each event:

    - `credited`: {by (grant, award or claim), points, tag, subject, reason}
    - `claim-approved`: {claim, tag, points, credited}; `claim-returned`, `claim-rejected`: {claim, tag, reason}
    - `budget-set`, to the owner: {month, change}

    Texts are sealed. A submitted claim notifies nobody: its approver changes, and lists what waits.
    """

    name = "notifications"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (
            """CREATE TABLE {schema}.notifications (
                organisation text COLLATE "C" NOT NULL,
                employee     text COLLATE "C" NOT NULL,
                position     bigint NOT NULL,
                recorded_at  timestamptz NOT NULL,
                kind         text NOT NULL,
                data         jsonb NOT NULL
            )""",
            claimants.DDL,
        )

    def indexes(self) -> Sequence[str]:
        return ("ALTER TABLE {schema}.notifications ADD PRIMARY KEY (organisation, employee, position)",)

    def fold(self, organisation: str) -> Fold:
        return NotificationsFold(organisation)


class NotificationsFold:
    def __init__(self, organisation: str) -> None:
        self._row = encoded.count(6) + encoded.text(organisation)
        self._claimants = Claimants(organisation)

    def size(self) -> int:
        return 0

    def take(self, page: Page, store: Store) -> None:
        claimants = self._claimants.of(page, store)
        row, repeated, jsonb = self._row, encoded.repeated, encoded.jsonb
        rows: list[bytes] = []
        for recorded, stamp in zip(page, page.stamps, strict=True):
            event = recorded.event
            if type(event) is PointsTransferred:
                told = _of_transfer(event)
            elif claimants:
                told = _of_claim(event, claimants)
            else:
                continue
            if told is not None:
                employee, kind, data = told
                # The stamp without occurred_at: position, then recorded_at.
                rows.append(b"".join((row, repeated(employee), stamp[:12], stamp[24:], repeated(kind), jsonb(data))))
        store.append("notifications", COLUMNS, rows)

    def flush(self, store: Store) -> None:
        """Everything is appended as it comes."""


Told = tuple[str, str, dict[str, Any]]


def _of_transfer(event: PointsTransferred) -> Told | None:
    if event.kind in CREDITS and event.target.startswith("employee:"):
        data = {
            "by": event.kind,
            "points": event.points,
            "tag": event.credit.tag if event.credit is not None else None,
            "subject": event.subject,
            "reason": sealed(event.reason),
        }
        return event.target[9:], "credited", data
    if event.kind == "budget":
        raised = event.target.startswith("budget:")
        owner, _, month = (event.target if raised else event.source).removeprefix("budget:").rpartition(":")
        if owner != ORGANISATION:
            return owner, "budget-set", {"month": month, "change": event.points if raised else -event.points}
    return None


def _of_claim(event: Event, claimants: dict[str, Claimant]) -> Told | None:
    match event:
        case ClaimApproved():
            data: dict[str, Any] = {"points": event.points, "credited": event.credited}
            kind = "claim-approved"
        case ClaimReturned():
            data, kind = {"reason": sealed(event.reason)}, "claim-returned"
        case ClaimRejected():
            data, kind = {"reason": sealed(event.reason)}, "claim-rejected"
        case _:
            return None
    claimant = claimants[event.claim]
    return claimant.employee, kind, {"claim": event.claim, "tag": claimant.tag, **data}
