"""What rows about points become: an opening balance, a grant of before the ledger (S58)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.domain.accounts.account import Account, opens
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.events import ISSUANCE, Credit, PointsTransferred
from ledger.domain.directory.directory import Employee
from ledger.domain.errors import Conflict, Invalid
from ledger.domain.values import Sealed


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody had when the ledger began, in a lot with its own last day."""

    subject: str
    points: int
    ends_on: date | None
    reason: Sealed | None


@dataclass(frozen=True, slots=True)
class PastGrant:
    """What somebody was granted in an older system: it counts in the month of that time."""

    subject: str
    points: int
    day: date
    credit: Credit
    ends_on: date | None
    reason: Sealed | None


def decide_opening(
    opening: Opening, receiver: Employee, account: Account, known: Credited | None, today: date
) -> list[PointsTransferred]:
    """Credit an opening balance from `issuance`; it stands in no leaderboard and in no cap.

    What is there already, under the same source id, makes no event.
    """
    check_may_have_account(receiver, today)
    check_not_ended(opening.ends_on, today)
    if _is_there(known, account, opening.points):
        return []
    return [_credit("opening", opening.subject, opening.points, account, opening.ends_on, opening.reason, None)]


def decide_past_grant(
    grant: PastGrant, receiver: Employee, account: Account, known: Credited | None
) -> list[PointsTransferred]:
    """Credit a grant of before, from `issuance`, counted in its own month. Caps were the old system's to keep."""
    check_may_have_account(receiver, grant.day)
    if _is_there(known, account, grant.points):
        return []
    return [
        _credit("past-grant", grant.subject, grant.points, account, grant.ends_on, grant.reason, grant.credit),
    ]


def check_not_ended(ends_on: date | None, today: date) -> None:
    if ends_on is not None and ends_on < today:
        raise Invalid("already-ended", "This last day is past; what has ended is not opened.", "/last_day")


def check_may_have_account(receiver: Employee, day: date) -> None:
    if not receiver.employed_on(day):
        raise Conflict("not-employed", f"Not employed on {day}.", "/employee_no")
    if "auditor" in receiver.roles:
        raise Conflict("auditor-has-no-account", "An auditor has no account.", "/employee_no")


def _is_there(known: Credited | None, account: Account, points: int) -> bool:
    """Whether this source id was credited; with other points or to somebody else it is refused."""
    if known is None or known.taken_back:
        return False
    if (known.transfer.target, known.transfer.points) != (account.account, points):
        raise Conflict("source-id-used", "This source id is on record with other points or another person.")
    return True


def _credit(
    kind: Literal["opening", "past-grant"],
    subject: str,
    points: int,
    account: Account,
    ends_on: date | None,
    reason: Sealed | None,
    credit: Credit | None,
) -> PointsTransferred:
    repays = min(points, max(-account.balance, 0))
    return PointsTransferred(
        kind=kind,
        subject=subject,
        source=ISSUANCE,
        target=account.account,
        points=points,
        counted=credit is not None,
        credit=credit,
        opens=opens(account, subject, points - repays, ends_on),
        repays=repays,
        reason=reason,
    )
