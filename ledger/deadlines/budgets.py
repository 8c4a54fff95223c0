"""What is left of a budget goes back when its month has ended."""

from __future__ import annotations

from functools import partial

from ledger.application.budgets import lapse_budget
from ledger.deadlines.look import Deadline, Kept, Look
from ledger.domain.values import month_of
from ledger.projections.deadlines import concerned
from ledger.projections.deadlines.kinds import LAPSE


async def lapse(look: Look) -> Kept:
    """A month that goes on is left alone."""
    async with look.pool.connection() as connection:
        due = await concerned.left_over(connection, look.organisation, month_of(look.today))
    for account in due:
        await look.submit(partial(lapse_budget, account=account))
    return Kept(len(due))


DEADLINES = (Deadline(LAPSE, ("budgets",), lapse),)
