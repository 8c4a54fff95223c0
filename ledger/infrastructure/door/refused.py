"""Sign-ins that failed or were refused: in the log, in the metrics, and for the person and hr to see.

A login that nobody has is not written down anywhere: people type their passwords there.
"""

from __future__ import annotations

from typing import Any

import structlog
from prometheus_client import Counter
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from ledger.infrastructure.door.networks import network_of

KEPT_DAYS = 90
MOST_OF_ONE = 50
"""Networks and reasons that are kept of one person; the oldest go first."""
SIGN_INS = Counter("ledger_sign_ins_total", "Sign-ins by what came of them.", ["outcome"])
log = structlog.get_logger()

NOTE = """
INSERT INTO access.refused_sign_ins AS known (organisation, employee_no, network, reason, times, first_at, last_at)
SELECT organisation, employee_no, %(network)s, %(reason)s, 1, now(), now() FROM access.passwords
WHERE organisation = %(organisation)s AND employee_no = %(employee_no)s
ON CONFLICT (organisation, employee_no, network, reason)
DO UPDATE SET times = known.times + 1, last_at = EXCLUDED.last_at
RETURNING times
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

    async def note(self, organisation: str, login: str, address: str, reason: str) -> None:
        """One more of a person from a network for a reason."""
        network = network_of(address)
        SIGN_INS.labels(reason).inc()
        asked = {"organisation": organisation, "employee_no": login, "network": network, "reason": reason}
        async with self._pool.connection() as connection:
            cursor = await connection.execute(NOTE, asked)
            row = await cursor.fetchone()
            if row is not None and row[0] == 1:
                await connection.execute(FORGET_OLDEST, {**asked, "most": MOST_OF_ONE})
        known = {} if row is None else {"organisation": organisation, "employee_no": login}
        log.info("sign-in refused", network=network, reason=reason, **known)

    async def last(self, organisation: str, employee_no: str | None, limit: int) -> list[dict[str, Any]]:
        """The newest of somebody (None: of everybody)."""
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=dict_row)
            asked = {"organisation": organisation, "employee_no": employee_no, "limit": limit}
            return await (await cursor.execute(LAST, asked)).fetchall()


def signed_in() -> None:
    """Count a sign-in that was none of these."""
    SIGN_INS.labels("signed-in").inc()
