"""The one event that moves points."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.domain.events import Event
from ledger.domain.values import Sealed, Value

ISSUANCE = "issuance"

TransferKind = Literal[
    "budget", "lapse", "grant", "award", "claim",
    "expiry", "hold", "release", "redemption", "reversal", "write-off",
]  # fmt: skip


class Credit(Value):
    """What a credit was for, and where it counts: the month of occurrence, the tag's revision, and the
    department of that time with those above it, nearest first."""

    tag: str
    revision: int
    month: str
    departments: tuple[str, ...]


class LotPart(Value):
    """So many points of a lot: opened by a credit, taken by a debit, put back by a release.

    `number` counts the lots of an employee, the oldest first; `ends_on` is the last local day (none: it never ends).
    Both go wherever the points go, so that what is put back stands where it stood.
    """

    lot: str
    number: int
    points: int
    ends_on: date | None = None


class PointsTransferred(Event, type="accounts.points-transferred.1"):
    """Points moved from one account to another. One event names both, so the sum over all accounts is zero.

    `subject` is what moved them (`grant:{id}`, `claim:{id}`, `budget:{no}:{month}`). `asked` is given when a cap
    left less than was asked for. A credit of an employee opens a lot (less what it repays of a balance below
    zero), a release opens again those that were held, and a debit says which lots it took from.
    `counted` transfers stand in leaderboards and caps.
    """

    kind: TransferKind
    subject: str
    source: str
    target: str
    points: int
    counted: bool = False
    asked: int | None = None
    credit: Credit | None = None
    opens: tuple[LotPart, ...] = ()
    takes: tuple[LotPart, ...] = ()
    repays: int = 0
    reason: Sealed | None = None

    def linked_accounts(self) -> tuple[str, ...]:
        return tuple(account for account in (self.source, self.target) if account.startswith(("budget:", "employee:")))


def employee_account(employee_no: str) -> str:
    return f"employee:{employee_no}"


def budget_account(owner: str, month: str) -> str:
    """A manager's budget of a month, or the organisation's (`owner` = `organisation`)."""
    return f"budget:{owner}:{month}"
