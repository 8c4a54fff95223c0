"""Savings whose source is to be measured again."""

from __future__ import annotations

from ledger.application.claim_decisions import remind
from ledger.deadlines.look import Deadline, Kept, Look
from ledger.projections.deadlines import concerned
from ledger.projections.deadlines.kinds import MEASUREMENT


async def remind_of_measurements(look: Look) -> Kept:
    """Tell hr which claims are to be measured again."""
    async with look.pool.connection() as connection:
        due = await concerned.unmeasured(connection, look.organisation, look.today, look.settings.time_zone)
    await look.submit_each(due, remind, "claims")
    return Kept(len(due))


DEADLINES = (Deadline(MEASUREMENT, ("claims",), remind_of_measurements),)
