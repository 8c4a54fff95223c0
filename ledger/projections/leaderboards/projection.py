"""Net credits by month, employee, tag and departments: what every board is a sum of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.domain.accounts.events import Credit
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

CREDITS = Additive(
    "credits",
    keys={"month": "text", "employee": "text", "tag": "text", "departments": "text"},
    sums=("points",),
)
_EMPLOYEE = "employee:"

Counted = tuple[str, str, tuple[str, ...]]
"""Where points count: the tag, the month, and the departments of that time, nearest first."""
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


def _counted(credit: Credit) -> Counted:
    return credit.tag, credit.month, credit.departments


class LeaderboardsFold:
    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._changes: dict[Counted, dict[str, int]] = {}
        self._size = 0

    def size(self) -> int:
        return self._size

    def take(self, page: Page, store: Store) -> None:
        for _, made in page.of(DeductionMade):
            self._add(_counted(made.counts), made.employee, -made.points)
        for _, corrected in page.of(DeductionCorrected):
            self._add(_counted(corrected.counts), corrected.employee, corrected.points)
        for transfer in page.transfers:
            if transfer.counted and transfer.credit is not None:
                if transfer.target[:9] == _EMPLOYEE:
                    self._add(transfer.credit, transfer.target[9:], transfer.points)
                if transfer.source[:9] == _EMPLOYEE:
                    self._add(transfer.credit, transfer.source[9:], -transfer.points)

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
