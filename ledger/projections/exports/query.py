"""Reading exports and the lines that wait for one."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_FIELDS = """
    export AS id, kind, state, sha256, format, month, prepared_at, prepared_by, prepared_position,
    taken_over_at, taken_over_by"""
_TOTAL = """CASE WHEN kind = 'bonus' THEN
    (SELECT coalesce(sum((line ->> 'amount')::numeric), 0)::numeric(100, 2)::text FROM jsonb_array_elements(lines) line)
    END AS total"""


async def export(connection: Connection, organisation: str, export: str) -> dict[str, Any] | None:
    """One export with its `lines`, their `total` where they are money, and `reversed`: the redemptions among them that
    were reversed since."""
    rows = await fetch(
        connection,
        f"""SELECT {_FIELDS}, {_TOTAL}, lines, ARRAY(
                SELECT l.redemption FROM exports.lines l
                WHERE l.organisation = e.organisation AND l.export = e.export AND l.reversed ORDER BY 1
            ) AS reversed
            FROM exports.exports e WHERE organisation = %s AND export = %s""",
        (organisation, export),
    )
    return rows[0] if rows else None


async def exports(
    connection: Connection,
    organisation: str,
    *,
    kind: str | None = None,
    state: str | None = None,
    limit: int = 50,
    before: int | None = None,
) -> dict[str, Any]:
    """`{items, next}`: exports without their lines but with number and total, the newest first; `next` is the `before`
    of the next page."""
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS}, {_TOTAL}, jsonb_array_length(lines) AS count FROM exports.exports
            WHERE organisation = %(organisation)s AND prepared_position < %(before)s
              AND (%(kind)s::text IS NULL OR kind = %(kind)s) AND (%(state)s::text IS NULL OR state = %(state)s)
            ORDER BY prepared_position DESC LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "before": LAST if before is None else before,
            "kind": kind,
            "state": state,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "prepared_position")


async def lines(
    connection: Connection, organisation: str, kind: str, *, state: str, limit: int = 100, after: int = 0
) -> dict[str, Any]:
    """`{items, next}`: the lines of a kind in a state (waiting, exported, withdrawn), the oldest first, as the files
    say them, each with `state`, `export` and `reversed`; `next` is the `after` of the next page."""
    rows = await fetch(
        connection,
        """SELECT said, state, export, reversed, position FROM exports.lines
           WHERE organisation = %s AND kind = %s AND state = %s AND position > %s ORDER BY position LIMIT %s""",
        (organisation, kind, state, after, limit + 1),
    )
    return listing([{**row.pop("said"), **row} for row in rows], limit, "position")


async def total(connection: Connection, organisation: str, state: str) -> str:
    """What all bonus lines in a state come to."""
    rows = await fetch(
        connection,
        """SELECT coalesce(sum((said ->> 'amount')::numeric), 0)::numeric(100, 2)::text AS total FROM exports.lines
           WHERE organisation = %s AND kind = 'bonus' AND state = %s""",
        (organisation, state),
    )
    found: str = rows[0]["total"]
    return found
