"""Sign-ins that failed or were refused: in the log, in the metrics, and for the person and hr to see.

A login that nobody has is not written down anywhere: people type their passwords there.
"""

from __future__ import annotations

import time
from typing import Any

import structlog
from prometheus_client import Counter
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from ledger.domain.texts import folded
from ledger.infrastructure.door.networks import network_of

KEPT_DAYS = 90
TURNED_AWAY = "too-many-attempts"
TOGETHER_SECONDS = 5.0
MOST_CROWDS = 10_000
MOST_OF_ONE = 50
"""Networks and reasons that are kept of one person; the oldest go first."""
SIGN_INS = Counter("ledger_sign_ins_total", "Sign-ins by what came of them.", ["outcome"])
log = structlog.get_logger()

NOTE = """
INSERT INTO access.refused_sign_ins AS known (organisation, employee_no, network, reason, times, first_at, last_at)
SELECT organisation, employee_no, %(network)s, %(reason)s, %(times)s, now(), now() FROM access.passwords
WHERE organisation = %(organisation)s AND lower(employee_no COLLATE "C") = %(folded)s
ORDER BY (employee_no = %(login)s) DESC LIMIT 1
ON CONFLICT (organisation, employee_no, network, reason)
DO UPDATE SET times = known.times + EXCLUDED.times, last_at = EXCLUDED.last_at
RETURNING employee_no, times = %(times)s AS first
"""
FORGET_OLDEST = """
DELETE FROM access.refused_sign_ins WHERE organisation = %(organisation)s AND employee_no = %(employee_no)s
AND (network, reason) IN (
    SELECT network, reason FROM access.refused_sign_ins
    WHERE organisation = %(organisation)s AND employee_no = %(employee_no)s
    ORDER BY last_at DESC OFFSET %(most)s
)
"""
LAST = """
SELECT employee_no, network, reason, times, first_at, last_at FROM access.refused_sign_ins
WHERE organisation = %(organisation)s AND (%(employee_no)s::text IS NULL OR employee_no = %(employee_no)s)
ORDER BY last_at DESC, employee_no, network, reason LIMIT %(limit)s
"""


class RefusedSignIns:
    """Writes them down and reads them again."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]]) -> None:
        self._pool = pool
        self._turned_away: dict[tuple[str, str, str], tuple[int, float]] = {}

    async def turned_away(self, organisation: str, login: str, address: str) -> None:
        """One more who could not even try. A crowd of them costs next to nothing: they are written down together."""
        SIGN_INS.labels(TURNED_AWAY).inc()
        who = (organisation, folded(login), network_of(address))
        times, written_at = self._turned_away.get(who, (0, 0.0))
        now = time.monotonic()
        if len(self._turned_away) >= MOST_CROWDS:
            self._turned_away.clear()
        if now - written_at < TOGETHER_SECONDS:
            self._turned_away[who] = times + 1, written_at
            return
        self._turned_away[who] = 0, now
        await self._write(organisation, login, who[2], TURNED_AWAY, times + 1)

    async def note(self, organisation: str, login: str, address: str, reason: str) -> None:
        """One more of a person from a network for a reason; a login is a number in any case and width."""
        SIGN_INS.labels(reason).inc()
        await self._write(organisation, login, network_of(address), reason, 1)

    async def _write(self, organisation: str, login: str, network: str, reason: str, times: int) -> None:
        asked = {
            "organisation": organisation,
            "login": login,
            "folded": folded(login),
            "network": network,
            "reason": reason,
            "times": times,
        }
        async with self._pool.connection() as connection:
            cursor = await connection.execute(NOTE, asked)
            row = await cursor.fetchone()
            known = {} if row is None else {"organisation": organisation, "employee_no": row[0]}
            if row is not None and row[1]:
                await connection.execute(FORGET_OLDEST, {**known, "most": MOST_OF_ONE})
        log.info("sign-in refused", network=network, reason=reason, times=times, **known)

    async def last(self, organisation: str, employee_no: str | None, limit: int) -> list[dict[str, Any]]:
        """The newest of somebody (None: of everybody)."""
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=dict_row)
            asked = {"organisation": organisation, "employee_no": employee_no, "limit": limit}
            return await (await cursor.execute(LAST, asked)).fetchall()


def signed_in() -> None:
    """Count a sign-in that was none of these."""
    SIGN_INS.labels("signed-in").inc()
