"""The one event that moves points."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ledger.domain.events import Event, upcaster
from ledger.domain.exports.events import Line, lines_stream
from ledger.domain.rewards.events import PAY_ITEM, TAX_CLASS
from ledger.domain.values import Sealed, Value

ISSUANCE = "issuance"
EXPIRED = "expired"
WRITTEN_OFF = "written-off"
LINKED = ("budget:", "employee:", "held:")
"""The accounts whose states decide something, so that their transfers must be found again."""

TransferKind = Literal[
    "budget", "lapse", "grant", "award", "claim", "opening", "past-grant",
    "expiry", "hold", "release", "redemption", "reversal", "write-off",
]  # fmt: skip

GRANTED = frozenset({"grant", "award"})
REVERSIBLE = GRANTED | {"claim", "opening", "past-grant"}
"""Credits that can be taken back; a fulfilled redemption has its own way."""
MAKING = frozenset({"award", "claim", "opening", "past-grant"})
"""Credits that are not out of a budget of whoever gives them."""
TAKEN_BACK = REVERSIBLE | {"reversal"}


class Credit(Value):
    """What a credit was for, and where it counts: the month of occurrence, the tag's revision, and the
    department of that time with those above it, nearest first."""

    tag: str
    revision: int
    month: str
    departments: tuple[str, ...]


class LotPart(Value):
    """So many points of a lot: opened by a credit, taken by a debit, put back by a release.

    `number` counts the lots of an employee, the oldest first; `ends_on` is the last local day (None: it never ends).
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

    def linked_streams(self) -> tuple[str, ...]:
        """The accounts, and the subject of what can be taken back, so that its reversal finds what it was."""
        # Asked several times of each event; a comprehension would cost twice as much.
        source, target = self.source, self.target
        accounts: tuple[str, ...] = (source,) if source.startswith(LINKED) else ()
        if target.startswith(LINKED):
            accounts = (*accounts, target)
        return (*accounts, self.subject) if self.kind in TAKEN_BACK else accounts

    def begins(self) -> str | None:
        if self.kind == "hold":
            return self.target
        return self.subject if self.kind in GRANTED else None


class ExpiryAnnounced(Event, type="accounts.expiry-announced.1"):
    """Somebody was told that points of theirs end after the day `on`, at most `days` ahead."""

    employee: str
    on: date
    points: int
    days: int


class LeaverSettled(Event, type="accounts.leaver-settled.2"):
    """Somebody who left is owed an amount, before tax, for the points that they had; `line` waits for payroll beside
    the lines of redeemed bonuses."""

    employee: str
    left_on: date
    points: int
    line: Line

    def linked_streams(self) -> tuple[str, ...]:
        return (lines_stream("bonus"),)


def employee_account(employee_no: str) -> str:
    return f"employee:{employee_no}"


def employee_of(account: str) -> str:
    """Whose account `employee:{no}` is."""
    return account.removeprefix("employee:")


def budget_account(owner: str, month: str) -> str:
    """A manager's budget of a month, or the organisation's (`owner` = `organisation`)."""
    return f"budget:{owner}:{month}"


def held_account(redemption: str) -> str:
    """Where the points of a redemption wait for its outcome."""
    return f"held:{redemption}"


def redeemed_account(kind: str) -> str:
    """Where redeemed points end, by the kind of reward."""
    return f"redeemed:{kind}"


def settlement_of(employee_no: str, number: int) -> str:
    """The subject of a settlement: whoever comes back and leaves again, or is credited after it, has another one."""
    return f"leaving:{employee_no}:{number}"


@upcaster("accounts.leaver-settled.1", "accounts.leaver-settled.2", envelope=True)
def _with_line(data: dict[str, Any], envelope: dict[str, Any]) -> dict[str, Any]:
    """The settlement's number is that of the event in its stream; its day the UTC day of the recording, as the local
    one was not said."""
    line = {
        "subject": settlement_of(data["employee"], envelope["version"]),
        "employee": data["employee"],
        "fulfilled_on": envelope["recorded_at"][:10],
        "quantity": 1,
        "benefit": {"amount": data["amount"], "pay_item": PAY_ITEM, "tax_class": TAX_CLASS},
    }
    return {**{name: value for name, value in data.items() if name != "amount"}, "line": line}
