"""Net credits by month, employee, tag and departments: what every board is a sum of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import Transfer

CREDITS = Additive(
    "credits",
    keys={"month": "text", "employee": "text", "tag": "text", "departments": "text"},
    sums=("points",),
)
_EMPLOYEE = "employee:"

Counted = tuple[str, str, tuple[str, ...]]
"""Where points count: the tag, the month, and the departments of that time, nearest first."""
Change = tuple[Counted, str, int]
"""Where it counts, whose points change, and by how many."""
Changes = Mapping[Counted, Mapping[str, int]]
"""By what points changed, for each employee, where they count."""


class Leaderboards(Projection):
    """`credits`: what counted transfers credited, less what reversals took back, in the credit's own month, tag and
    departments (`path`); deductions are below zero.

    One row for each, and not one for each board that it stands on, since there are a dozen: Redis holds the boards.
    """

    name = "leaderboards"
    version = 3

    def ddl(self) -> Sequence[str]:
        return (CREDITS.ddl,)

    def indexes(self) -> Sequence[str]:
        return (CREDITS.key,)

    def fold(self, organisation: str) -> Fold:
        return LeaderboardsFold(organisation)


def path(departments: Sequence[str]) -> str:
    """Departments as one text, `/TEC01/TEC/`: codes never hold a slash (api/fields.py)."""
    return "/" + "".join(f"{code}/" for code in departments)


def departments_in(path: str) -> tuple[str, ...]:
    """What `path` made it of."""
    return tuple(path.split("/")[1:-1])


def of_deduction(event: DeductionMade | DeductionCorrected) -> Change:
    """By how much one changes somebody's points, and where."""
    counts, sign = event.counts, -1 if type(event) is DeductionMade else 1
    return (counts.tag, counts.month, counts.departments), event.employee, sign * event.points


def of_transfer(transfer: Transfer) -> Sequence[Change]:
    """By how much one changes whose points, and where; nothing of what does not count."""
    credit, points = transfer.credit, transfer.points
    if credit is None or not transfer.counted:
        return ()
    accounts = (transfer.target, points), (transfer.source, -points)
    return [(credit, account[9:], change) for account, change in accounts if account[:9] == _EMPLOYEE]


class LeaderboardsFold:
    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._changes: dict[Counted, dict[str, int]] = {}
        self._size = 0

    def size(self) -> int:
        return self._size

    def take(self, page: Page, store: Store) -> None:
        for _, made in page.of(DeductionMade):
            self._add(*of_deduction(made))
        for _, corrected in page.of(DeductionCorrected):
            self._add(*of_deduction(corrected))
        for transfer in page.transfers:
            for change in of_transfer(transfer):
                self._add(*change)

    def _add(self, counted: Counted, employee: str, points: int) -> None:
        people = self._changes.get(counted)
        if people is None:
            people = self._changes[counted] = {}
        self._size += employee not in people
        people[employee] = people.get(employee, 0) + points

    def flush(self, store: Store) -> Changes:
        changes, self._changes, self._size = self._changes, {}, 0
        rows = [
            (month, employee, tag, path(departments), points)
            for (tag, month, departments), people in changes.items()
            for employee, points in people.items()
        ]
        CREDITS.add(store, self._organisation, rows)
        return changes
