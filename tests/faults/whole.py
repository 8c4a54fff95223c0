"""Whether everything is whole after a fault: projections that equal a rebuild, and answers that agree with both."""

from __future__ import annotations

from ledger.bootstrap import Installation
from ledger.contexts import all_projections
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner
from tests.faults.alone import eventually, projected, projected_rows
from tests.faults.load import Load, balances_agree


def check_projections(where: Installation, load: Load) -> None:
    """What is read is what was granted, and working it out again comes to the same rows."""
    eventually(lambda: projected(where), "the projections have seen everything")
    balances_agree(load)
    live = projected_rows(where)
    assert all(live[table] for table in ("balances.entries", "leaderboards.credits", "audit.events"))
    Runner(where.databases.projector, decode, all_projections()).rebuild()
    assert projected_rows(where) == live
