"""Sums of credits by what they were for, and by who gave to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ledger.domain.accounts.events import Credit as CreditEvent
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import Transfer
from ledger.projections.leaderboards.projection import path

FACTS = Additive(
    "facts",
    keys={"month": "text", "tag": "text", "departments": "text"},
    sums=("granted", "grants", "claimed", "claims", "awarded", "awards", "deducted", "deductions"),
)
PAIRS = Additive("pairs", keys={"month": "text", "giver": "text", "receiver": "text"}, sums=("points", "grants"))

_KINDS = ("grant", "claim", "award", "deduction")
_EMPLOYEE = "employee:"

Credit = tuple[str, str, tuple[str, ...]]


class Reports(Projection):
    """`facts`: what was credited, less what reversals took back, in the credit's own month of occurrence, tag and
    departments: points of grants, claims, awards and (less what was corrected) deductions, and how many of them.
    `departments` are the one of that time and those above it, as the leaderboards' `path`: a report by department
    counts a row for each of them.

    `pairs`: what a person's budget of a month gave to whom, less what went back to it: the same sums as the
    budget's `spent`.
    """

    name = "reports"
    version = 3

    def ddl(self) -> Sequence[str]:
        return FACTS.ddl, PAIRS.ddl

    def indexes(self) -> Sequence[str]:
        return FACTS.key, PAIRS.key

    def fold(self, organisation: str) -> Fold:
        return ReportsFold(organisation)


class ReportsFold:
    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._credits: dict[tuple[Credit, str], list[int]] = defaultdict(lambda: [0, 0])
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])

    def size(self) -> int:
        return len(self._credits) + len(self._pairs)

    def take(self, page: Page, store: Store) -> None:
        for _, made in page.of(DeductionMade):
            self._deduct(made.counts, made.points, 1)
        for _, corrected in page.of(DeductionCorrected):
            self._deduct(corrected.counts, corrected.points, -1)
        for transfer in page.transfers:
            if transfer.credit is None:
                continue
            if transfer.target[:9] == _EMPLOYEE:
                self._count(transfer, transfer.credit, transfer.target, transfer.source, 1)
            elif transfer.source[:9] == _EMPLOYEE:
                self._count(transfer, transfer.credit, transfer.source, transfer.target, -1)

    def _count(self, transfer: Transfer, credit: Credit, receiver: str, giver: str, sign: int) -> None:
        points = sign * transfer.points
        kind = "award" if not transfer.counted else "claim" if transfer.subject[:6] == "claim:" else "grant"
        sums = self._credits[credit, kind]
        sums[0] += points
        sums[1] += sign
        if giver[:7] == "budget:" and kind == "grant":
            pair = self._pairs[giver, receiver]
            pair[0] += points
            pair[1] += sign

    def _deduct(self, counts: CreditEvent, points: int, sign: int) -> None:
        sums = self._credits[(counts.tag, counts.month, counts.departments), "deduction"]
        sums[0] += sign * points
        sums[1] += sign

    def flush(self, store: Store) -> None:
        facts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * (2 * len(_KINDS)))
        for ((tag, month, departments), kind), (points, count) in self._credits.items():
            row = facts[month, tag, path(departments)]
            at = 2 * _KINDS.index(kind)
            row[at] += points
            row[at + 1] += count
        FACTS.add(store, self._organisation, sorted((*key, *sums) for key, sums in facts.items()))
        pairs = []
        for (account, receiver), sums in self._pairs.items():
            # An employee_no may hold a colon, a month never does.
            giver, _, month = account.removeprefix("budget:").rpartition(":")
            pairs.append((month, giver, receiver.removeprefix(_EMPLOYEE), *sums))
        PAIRS.add(store, self._organisation, sorted(pairs))
        self._credits.clear()
        self._pairs.clear()
