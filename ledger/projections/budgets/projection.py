"""Budgets by owner and month."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

BUDGETS = Additive("budgets", keys={"month": "text", "owner": "text"}, sums=("points", "spent", "lapsed"))


class Budgets(Projection):
    """`budgets`: what was put in (`points`), what was granted from it and not taken back (`spent`), what went back
    to issuance at the month's end (`lapsed`). What is left is the rest. `owner` is an employee_no or `organisation`.
    """

    name = "budgets"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (BUDGETS.ddl,)

    def indexes(self) -> Sequence[str]:
        return (BUDGETS.key,)

    def fold(self, organisation: str) -> Fold:
        return BudgetsFold(organisation)


class BudgetsFold:
    """The same sums as the domain's `budgets.budget.evolve`."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._sums: dict[str, list[int]] = {}

    def size(self) -> int:
        return len(self._sums)

    def take(self, page: Page, store: Store) -> None:
        for transfer in page.transfers:
            source, target = transfer.source, transfer.target
            if source[:7] == "budget:":
                self._move(source, transfer.kind, -transfer.points)
            if target[:7] == "budget:":
                self._move(target, transfer.kind, transfer.points)

    def _move(self, account: str, kind: str, incoming: int) -> None:
        sums = self._sums.get(account)
        if sums is None:
            sums = self._sums[account] = [0, 0, 0]
        if kind == "budget":
            sums[0] += incoming
        elif kind == "lapse":
            sums[2] -= incoming
        else:
            sums[1] -= incoming

    def flush(self, store: Store) -> None:
        rows = []
        for account, sums in self._sums.items():
            # An employee_no may hold a colon, a month never does.
            owner, _, month = account.removeprefix("budget:").rpartition(":")
            rows.append((month, owner, *sums))
        BUDGETS.add(store, self._organisation, rows)
        self._sums.clear()
