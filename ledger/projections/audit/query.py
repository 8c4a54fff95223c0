"""Finding events, with their stored bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_ANY = (("audit.events e", "e.position"),)
_ANYTHING = ("true",)
_BY = ("e.actor = %(actor)s", "e.on_behalf_of = %(actor)s")
_ABOUT = tuple(
    (
        f"""(SELECT position FROM {table} WHERE organisation = %(organisation)s AND {named} = %(subject)s
                 AND position > %(lowest)s AND position <= %(highest)s) AS s
             JOIN audit.events e ON e.organisation = %(organisation)s AND e.position = s.position""",
        "s.position",
    )
    for table, named in (("audit.subjects", "subject"), ("journal.links", "stream"))
)
"""An event is about what its row says, and about the other streams that the journal links it with."""


async def events(
    connection: Connection,
    organisation: str,
    *,
    subject: str | None = None,
    actor: str | None = None,
    types: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 50,
    before: int | None = None,
    after: int | None = None,
) -> dict[str, Any]:
    """`{items, next}`: events that meet every condition given, newest first, below position `before`; or, with
    `after`, oldest first, above it (a replay). `next` is the `before` or `after` of the next page.

    Each: position, type, stream, actor, on_behalf_of, occurred_at, recorded_at, and `state`, the envelope's bytes.
    `types`: any of these; `actor` matches on_behalf_of, too. `since` and `until` are times of recording, both
    inclusive.
    """
    lowest = after if after is not None else 0
    highest = before - 1 if before is not None else LAST
    if since is not None:
        lowest = max(lowest, await position_at(connection, organisation, since, inclusive=False))
    if until is not None:
        highest = min(highest, await position_at(connection, organisation, until))
    order = "ASC" if after is not None else "DESC"
    matching = ["e.organisation = %(organisation)s", "e.position > %(lowest)s", "e.position <= %(highest)s"]
    typed = [f"e.type = %(type{number})s" for number in range(len(types))]
    # One branch for each index that can give its rows in order: an OR would sort all that somebody ever did.
    found = " UNION ".join(
        f"""(SELECT e.position, e.type, e.stream, e.actor, e.on_behalf_of, e.occurred_at, e.recorded_at
             FROM {source} WHERE {" AND ".join((*matching, of_type, doing))} ORDER BY {key} {order} LIMIT %(limit)s)"""
        for source, key in (_ABOUT if subject is not None else _ANY)
        for of_type in typed or _ANYTHING
        for doing in (_BY if actor is not None else _ANYTHING)
    )
    items = await fetch(
        connection,
        f"""SELECT found.*, j.state FROM ({found}) AS found
            JOIN journal.events j ON j.organisation = %(organisation)s AND j.position = found.position
            ORDER BY found.position {order} LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "lowest": lowest,
            "highest": highest,
            "subject": subject,
            "actor": actor,
            **{f"type{number}": name for number, name in enumerate(types)},
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")


async def position_at(connection: Connection, organisation: str, at: datetime, *, inclusive: bool = True) -> int:
    """The last position that was recorded by an instant (`inclusive`: at it, too); 0 before the first event."""
    rows = await fetch(
        connection,
        f"""WITH RECURSIVE bisection (low, high) AS (
                SELECT 0::bigint, coalesce(max(position), 0) FROM audit.events WHERE organisation = %(organisation)s
                UNION ALL
                SELECT CASE WHEN e.recorded_at {"<=" if inclusive else "<"} %(at)s THEN e.position ELSE b.low END,
                       CASE WHEN e.recorded_at {"<=" if inclusive else "<"} %(at)s THEN b.high ELSE e.position - 1 END
                FROM bisection b JOIN audit.events e
                  ON e.organisation = %(organisation)s AND e.position = (b.low + b.high + 1) / 2
                WHERE b.low < b.high
            ) SELECT low AS position FROM bisection WHERE low = high""",
        {"organisation": organisation, "at": at},
    )
    position: int = rows[0]["position"]
    return position
