"""Net credits by scope, period and employee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ledger.projections.additive import Additive
from ledger.projections.page import Page
from ledger.projections.projection import Fold, Projection
from ledger.projections.store import Store

SCORES = Additive("scores", keys={"scope": "text", "period": "text", "employee": "text"}, sums=("points",))
_EMPLOYEE = "employee:"


class Score(NamedTuple):
    """How many points somebody has on a board; absolute, not a change."""

    scope: str
    period: str
    employee: str
    points: int


class Leaderboards(Projection):
    """`scores`: what counted transfers credited, less what reversals took back, in the credit's own month, tag and
    departments. Scopes are `organisation`, `department:CODE` (each that stood above, too) and `tag:CODE`; periods
    `YYYY-MM`, `YYYY` and `all`. A row of 0 is on no board.
    """

    name = "leaderboards"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (SCORES.ddl,)

    def indexes(self) -> Sequence[str]:
        # None by points: each grant moves somebody on a dozen boards, and without one these updates stay within
        # their pages. Redis ranks; when PostgreSQL has to, it sorts one board.
        return (SCORES.key,)

    def fold(self, organisation: str) -> Fold:
        return LeaderboardsFold(organisation)


class LeaderboardsFold:
    """Sums by what a credit was for first, and by board when it is written: a transfer stands on a dozen boards."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._credits: dict[tuple[str, tuple[str, str, tuple[str, ...]]], int] = defaultdict(int)

    def size(self) -> int:
        return len(self._credits)

    def take(self, page: Page, store: Store) -> None:
        credits = self._credits
        for transfer in page.transfers:
            credit = transfer.credit
            if not transfer.counted or credit is None:
                continue
            source, target = transfer.source, transfer.target
            if target[:9] == _EMPLOYEE:
                credits[target, credit] += transfer.points
            if source[:9] == _EMPLOYEE:
                credits[source, credit] -= transfer.points

    def flush(self, store: Store) -> list[Score]:
        scores: dict[tuple[str, str, str], int] = defaultdict(int)
        for (account, (tag, month, departments)), points in self._credits.items():
            employee = account.removeprefix(_EMPLOYEE)
            for scope in ("organisation", f"tag:{tag}", *(f"department:{code}" for code in dict.fromkeys(departments))):
                for period in (month, month[:4], "all"):
                    scores[scope, period, employee] += points
        self._credits.clear()
        rows = sorted((*key, points) for key, points in scores.items())
        return [Score(*row) for row in SCORES.add_returning(store, self._organisation, rows)]
