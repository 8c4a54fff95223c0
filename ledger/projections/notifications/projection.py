"""Notifications by employee."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ledger.domain.accounts.events import ExpiryAnnounced
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimReturned, ClaimVerificationDue
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.directory.events import PasswordSet
from ledger.domain.events import Recorded
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver
from ledger.domain.redemptions.events import OfRedemption
from ledger.domain.tags.events import TagApproved, TagProposed, TagRejected
from ledger.projections.engine import claimants
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.claimants import Claimant, Claimants
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import Transfer
from ledger.projections.notifications import payees, proposers, staff
from ledger.projections.notifications.payees import Payees
from ledger.projections.notifications.proposers import Proposers
from ledger.projections.notifications.redemptions import REDEEMING, told_of
from ledger.projections.notifications.staff import STAFFING, Staff

COLUMNS = "organisation, employee, position, recorded_at, kind, data"
CREDITS = frozenset({"grant", "award", "claim"})
_BY_WHAT_WAS_BEFORE = (ClaimVerificationDue, TagProposed, TagApproved, ExportPrepared, ExportTakenOver)

Told = tuple[str, str, dict[str, Any]]
"""Who is told, the kind, and the data."""


class Notifications(Projection):
    """`notifications`, at most one for each event and person:

    - `tag-approved`, `tag-rejected`, to who proposed it: {tag}, with the reason of a rejection
    - `password-set`: {by}, also where it was oneself
    - `credited`: {by (grant, award or claim), points, tag, subject, reason}
    - `claim-approved`: {claim, tag, points, credited}; `claim-returned`, `claim-rejected`: {claim, tag, reason}
    - `reversed`: {points, tag, subject, reason}; `points-expiring`: {on, points, days}
    - `budget-set`, to the owner: {month, change}
    - of a redemption: {redemption, reward}, with employee and points to who decides (`redemption-to-decide`) and to
      hr (`redemption-to-fulfil`), with the reason to the employee: `redemption-approved`, `redemption-rejected`,
      `redemption-fulfilled` (`of`: the kind of the reward), `redemption-reversed`
    - `bonus-paid`: {month, amount, count}, when payroll took over the export that a redeemed bonus is in
    - `deducted`, `deduction-corrected`: {deduction, points, tag, reason}
    - `verification-due`, to hr: {claim, employee, tag, months, due_on}

    Texts are sealed. A submitted claim notifies nobody: its approver changes, and lists what waits.
    """

    name = "notifications"
    version = 6

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
            staff.DDL,
            proposers.DDL,
            payees.DDL,
        )

    def indexes(self) -> Sequence[str]:
        return ("ALTER TABLE {schema}.notifications ADD PRIMARY KEY (employee, organisation, position)",)

    def fold(self, organisation: str) -> Fold:
        return NotificationsFold(organisation)


class NotificationsFold:
    def __init__(self, organisation: str) -> None:
        self._row = encoded.count(6) + encoded.text(organisation)
        self._claimants = Claimants(organisation)
        self._staff = Staff(organisation)
        self._proposers = Proposers(organisation)
        self._payees = Payees(organisation)

    def size(self) -> int:
        return len(self._claimants)

    def take(self, page: Page, store: Store) -> None:
        claimants = self._claimants.of(page, store)
        rows = [
            self._encoded(transfer.stamp, told)
            for transfer in page.transfers
            if (told := _of_transfer(transfer)) is not None
        ]
        rows += [
            self._encoded(stamp, told)
            for recorded, stamp in zip(page.others, page.stamps, strict=True)
            if (told := _of_other(recorded, claimants)) is not None
        ]
        rows += self._by_what_was_before(page, claimants, store)
        store.append("notifications", COLUMNS, rows)

    def _by_what_was_before(self, page: Page, claimants: dict[str, Claimant], store: Store) -> Iterator[bytes]:
        """What concerns whoever is hr at that time, who proposed a tag, or whose bonuses an export has."""
        for recorded in page.of_any(*STAFFING, *REDEEMING, *_BY_WHAT_WAS_BEFORE):
            event = recorded.event
            match event:
                case OfRedemption():
                    news: Iterable[Told] = told_of(event, self._staff.hr(store))
                case ClaimVerificationDue():
                    news = _due(event, claimants[event.claim], self._staff.hr(store))
                case TagApproved():
                    news = [(no, "tag-approved", {"tag": event.code}) for no in self._proposers.of(event.code, store)]
                case ExportTakenOver():
                    news = self._payees.paid(event, store)
                case ExportPrepared():
                    self._payees.take(event, store)
                    continue
                case TagProposed():
                    self._proposers.take(event, store)
                    continue
                case _:
                    self._staff.take(event, store)
                    continue
            stamp = encoded.stamp(recorded.position, recorded.occurred_at, recorded.recorded_at)
            for told in news:
                yield self._encoded(stamp, told)

    def _encoded(self, stamp: bytes, told: Told) -> bytes:
        employee, kind, data = told
        # The stamp without occurred_at: position, then recorded_at.
        position, recorded_at = stamp[:12], stamp[24:]
        who = encoded.repeated(employee)
        return self._row + who + position + recorded_at + encoded.repeated(kind) + encoded.jsonb(data)

    def flush(self, store: Store) -> None:
        """Everything is appended as it comes."""


def _of_transfer(transfer: Transfer) -> Told | None:
    kind, target = transfer.kind, transfer.target
    if kind in CREDITS and target[:9] == "employee:":
        data = {
            "by": kind,
            "points": transfer.points,
            "tag": None if transfer.credit is None else transfer.credit[0],
            "subject": transfer.subject,
            "reason": transfer.reason,
        }
        return target[9:], "credited", data
    if kind == "reversal" and transfer.source[:9] == "employee:":
        data = {
            "points": transfer.points,
            "tag": None if transfer.credit is None else transfer.credit[0],
            "subject": transfer.subject,
            "reason": transfer.reason,
        }
        return transfer.source[9:], "reversed", data
    if kind == "budget":
        raised = target.startswith("budget:")
        owner, _, month = (target if raised else transfer.source).removeprefix("budget:").rpartition(":")
        if owner != ORGANISATION:
            return owner, "budget-set", {"month": month, "change": transfer.points if raised else -transfer.points}
    return None


def _due(event: ClaimVerificationDue, claimant: Claimant, hr: Iterable[str]) -> Iterator[Told]:
    """Each hr but the one whose claim it is."""
    data = {"claim": event.claim, "employee": claimant.employee, "tag": claimant.tag, "months": event.months,
            "due_on": event.due_on.isoformat()}  # fmt: skip
    return ((no, "verification-due", data) for no in hr if no != claimant.employee)


def _of_other(recorded: Recorded, claimants: dict[str, Claimant]) -> Told | None:
    match event := recorded.event:
        case PasswordSet():
            return event.employee_no, "password-set", {"by": recorded.actor}
        case ClaimApproved():
            data: dict[str, Any] = {"points": event.points, "credited": event.credited}
            kind = "claim-approved"
        case TagRejected():
            return event.proposer, "tag-rejected", {"tag": event.code, "reason": sealed(event.reason)}
        case ClaimReturned():
            data, kind = {"reason": sealed(event.reason)}, "claim-returned"
        case ClaimRejected():
            data, kind = {"reason": sealed(event.reason)}, "claim-rejected"
        case DeductionMade() | DeductionCorrected():
            kind = "deducted" if isinstance(event, DeductionMade) else "deduction-corrected"
            data = {"deduction": event.deduction, "points": event.points, "tag": event.counts.tag}
            return event.employee, kind, {**data, "reason": sealed(event.reason)}
        case ExpiryAnnounced():
            expiring = {"on": event.on.isoformat(), "points": event.points, "days": event.days}
            return event.employee, "points-expiring", expiring
        case _:
            return None
    claimant = claimants[event.claim]
    return claimant.employee, kind, {"claim": event.claim, "tag": claimant.tag, **data}
