"""Reading what somebody granted: the entries of their budgets, and their awards from the organisation's."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_FROM = """
    (SELECT position, account, counterpart, subject, kind, tag, -points AS points, asked, reason, occurred_at,
            recorded_at, actor, on_behalf_of
     FROM balances.entries
     WHERE organisation = %(organisation)s AND account > 'budget:' || {owner} || ':'
       AND account < 'budget:' || {owner} || ';' AND kind = {kind} AND position < %(before)s AND {by}
     ORDER BY account DESC, position DESC LIMIT %(limit)s)"""
"""A month's budget is granted from in that month, so its accounts, the last first, are in the order of recording."""
_GRANTS = _FROM.format(owner="%(giver)s", kind="'grant'", by="(%(actor)s::text IS NULL OR actor = %(actor)s)")
_AWARDS = _FROM.format(owner="'organisation'", kind="'award'", by="actor = %(giver)s")


async def given(
    connection: Connection,
    organisation: str,
    giver: str,
    *,
    actor: str | None = None,
    awards: bool = False,
    limit: int = 50,
    before: int | None = None,
) -> dict[str, Any]:
    """`{items, next}`: what was granted from somebody's budgets, the newest first; only what one actor did in their
    name, or with their awards. `next` is the `before` of the next page.

    Each: position, account (the budget), counterpart (whose points they are), subject, kind, tag, points (credited),
    asked (where a cap left less), reason (sealed), occurred_at, recorded_at, actor, on_behalf_of, and of what was taken
    back reversed_at, reversed_by and reversal (sealed).
    """
    wanted = f"{_GRANTS} UNION ALL {_AWARDS}" if awards else _GRANTS
    items = await fetch(
        connection,
        f"""SELECT given.*, back.recorded_at AS reversed_at, back.actor AS reversed_by, back.reason AS reversal
            FROM (SELECT * FROM ({wanted}) AS found ORDER BY position DESC LIMIT %(limit)s) AS given
            LEFT JOIN balances.entries back ON back.account = given.counterpart AND back.organisation = %(organisation)s
                  AND back.position > given.position AND back.kind = 'reversal' AND back.subject = given.subject
            ORDER BY given.position DESC""",
        {
            "organisation": organisation,
            "giver": giver,
            "actor": actor,
            "before": LAST if before is None else before,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")
