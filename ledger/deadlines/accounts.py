"""Points that end, word of it beforehand, and what leavers still have."""

from __future__ import annotations

from datetime import timedelta

from ledger.application.accounts import announce_many, expire_many, settle_leavers
from ledger.deadlines.look import Deadline, Kept, Look
from ledger.projections.deadlines import concerned
from ledger.projections.deadlines.kinds import ANNOUNCEMENT, EXPIRY, LEAVING


async def expire(look: Look) -> Kept:
    """Move what has ended."""
    async with look.pool.connection() as connection:
        due = await concerned.ended(connection, look.organisation, look.today)
    await look.submit_each(due, expire_many, "employees")
    return Kept(len(due))


async def announce(look: Look) -> Kept:
    """Tell people what of theirs will end."""
    async with look.pool.connection() as connection:
        due = await concerned.ending(connection, look.organisation, look.today)
    await look.submit_each(due, announce_many, "employees")
    return Kept(len(due))


async def settle(look: Look) -> Kept:
    """Settle who has left and still has a balance; while their days to redeem it run, on the day after the last."""
    async with look.pool.connection() as connection:
        due = await concerned.unsettled(connection, look.organisation, look.today)
    await look.submit_each(list(due), settle_leavers, "employees")
    policy = look.settings.leaver_policy
    if policy.kind != "redeem":
        return Kept(len(due))
    over = [left_on + timedelta(days=policy.days + 1) for left_on in due.values()]
    return Kept(len(due), min((day for day in over if day > look.today), default=None))


DEADLINES = (
    Deadline(EXPIRY, ("balances",), expire),
    Deadline(ANNOUNCEMENT, ("balances", "notifications"), announce),
    Deadline(LEAVING, ("balances",), settle),
)
