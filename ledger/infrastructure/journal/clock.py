"""Whether a process's clock can be believed: what is recorded at a wrong time stays there, and what ended by it ended.

It is compared with the database's, with the last recording, and with how much time really went by. An organisation that
nobody used for weeks is no jump: between the clock and the last recording the database's clock decides.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import structlog
from psycopg import AsyncConnection

from ledger.application.unit import ClockInDoubt

MOST = timedelta(hours=1)
"""So far may the clock be off."""
READ = "SELECT id, at, server_at, recorded_upto FROM journal.clock_confirmations ORDER BY id DESC LIMIT 1"
CONFIRM = """
INSERT INTO journal.clock_confirmations (at, recorded_upto)
SELECT %s, coalesce(max(recorded_at), 'epoch') FROM journal.heads RETURNING at, server_at, recorded_upto
"""
log = structlog.get_logger()


def steady() -> float:
    """Seconds that went by, also while the machine slept; nobody sets them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Confirmed(NamedTuple):
    """The operator's word that the clock was right when it said `at`, and the database's `server_at`, and that what is
    recorded up to a time is to be gone on from."""

    id: int
    at: datetime
    server_at: datetime
    recorded_upto: datetime


_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = Confirmed(0, _BEFORE_ALL, _BEFORE_ALL, _BEFORE_ALL)


class ClockGuard:
    """`clock` is what commands are recorded by."""

    def __init__(self, clock: Callable[[], datetime], elapsed: Callable[[], float] = steady) -> None:
        self._clock = clock
        self._elapsed = elapsed
        self._begun_at, self._begun = clock(), elapsed()
        self._believed: int | None = None
        self._doubts: dict[str | None, str] = {}

    @property
    def doubt(self) -> str | None:
        """What is wrong, for operators, as far as anybody looked."""
        return self._doubts.get(None)

    @property
    def ahead(self) -> int:
        """How many organisations have recorded what lies ahead."""
        return len(self._doubts.keys() - {None})

    async def check(self, connection: AsyncConnection[Any], server: datetime) -> None:
        """Raises ClockInDoubt unless the clock agrees with the database's, and with how much time went by."""
        if self._believed is None:
            self._believed = (await _confirmed(connection)).id
        ours = self._clock()
        doubt = self._of_the_clock(ours, server, NEVER)
        if doubt is not None:
            confirmed = await _confirmed(connection)
            doubt = self._of_the_clock(ours, server, confirmed)
            if doubt is None:
                self._begun_at, self._begun, self._believed = ours, self._elapsed(), confirmed.id
        self._judge(None, doubt)

    async def check_after(
        self, connection: AsyncConnection[Any], server: datetime, organisation: str, recorded: datetime
    ) -> None:
        """Besides, raises it when the clock is behind what an organisation recorded last."""
        await self.check(connection, server)
        behind = recorded - self._clock()
        if behind > MOST and recorded > (await _confirmed(connection)).recorded_upto:
            self._judge(organisation, f"the clock is {_off(-behind)} the last recording")
        elif self._doubts:
            self._judge(organisation, None)

    def _of_the_clock(self, ours: datetime, server: datetime, confirmed: Confirmed) -> str | None:
        """What is wrong that the operator has not confirmed."""
        if abs(ours - server - (confirmed.at - confirmed.server_at)) > MOST:
            return f"the clock is {_off(ours - server)} the database's"
        jump = ours - self._begun_at - timedelta(seconds=self._elapsed() - self._begun)
        if abs(jump) > MOST and confirmed.id in {NEVER.id, self._believed}:
            return f"the clock is {_off(jump)} where it would be by the time that went by"
        return None

    def _judge(self, organisation: str | None, doubt: str | None) -> None:
        """About all organisations, or one."""
        before = self._doubts.pop(organisation, None)
        if doubt is None:
            if before is not None:
                log.warning("the clock is believed again", organisation=organisation)
            return
        self._doubts[organisation] = doubt
        if before is None:
            log.error("the clock is in doubt, and nothing is recorded", organisation=organisation, doubt=doubt)
        raise ClockInDoubt(doubt)


async def _confirmed(connection: AsyncConnection[Any]) -> Confirmed:
    row = await (await connection.execute(READ)).fetchone()
    return Confirmed._make(row) if row else NEVER


def _off(by: timedelta) -> str:
    hours = abs(by) / timedelta(hours=1)
    return f"{hours:,.1f} h {'ahead of' if by > timedelta() else 'behind'}"
