"""Reading API keys."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch, listing


async def api_keys(connection: Connection, organisation: str, *, limit: int = 100, after: str = "") -> dict[str, Any]:
    """`{items, next}`: keys by id, the oldest first: id, name, tags, departments, employees, ends_on, created_at,
    created_by, revoked_at, last_used_at, recorded; `next` is the `after` of the next page."""
    rows = await fetch(
        connection,
        """SELECT key AS id, name, tags, departments, employees, ends_on, created_at, created_by, revoked_at,
                  last_used_at, recorded
           FROM api_keys.keys WHERE organisation = %s AND key > %s ORDER BY key LIMIT %s""",
        (organisation, after, limit + 1),
    )
    return listing(rows, limit, "id")
