"""The workers that there are, and which of them stand still."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection

from ledger.projections.engine.queries import fetch

STILL_SECONDS = 30
_CALLED = "ledger worker "
_LIVES = f"EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '{_CALLED}' || workers.worker)"

BEAT = b"""
INSERT INTO projector.workers (worker, stands) VALUES (%s, %s)
ON CONFLICT (worker) DO UPDATE SET stands = excluded.stands, seen_at = now()
"""
ENDED = b"DELETE FROM projector.workers WHERE worker = %s"
# Those who died without saying so.
FORGET = f"DELETE FROM projector.workers WHERE seen_at < now() - interval '1 minute' AND NOT {_LIVES}".encode()
STANDING = f"""
SELECT worker, coalesce(stands, 'all') AS part, seen_at FROM projector.workers
WHERE (stands IS NOT NULL AND seen_at > now() - interval '{STILL_SECONDS} seconds')
   OR (seen_at <= now() - interval '{STILL_SECONDS} seconds' AND {_LIVES})
ORDER BY worker
"""


def named(worker: str) -> str:
    """What a worker's connection is called, by which others see that it lives."""
    return _CALLED + worker


async def standing(connection: AsyncConnection[Any]) -> list[dict[str, Any]]:
    """The workers that have stood still for half a minute: worker, part (`all`: it says nothing at all), seen_at."""
    return await fetch(connection, STANDING)
