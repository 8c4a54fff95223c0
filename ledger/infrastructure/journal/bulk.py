"""Recording many events at once, without commands: for loading histories and for measuring with them.

The same lock, chain, links and bytes as every other way in; what it leaves out is deciding, so its caller vouches
for the rules and for the versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg

from ledger.application.unit import Decided
from ledger.arrays import joined
from ledger.domain.events import Recorded
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import genesis, link
from ledger.infrastructure.journal.mapper import encode


def record(
    connection: psycopg.Connection[Any],
    organisation: str,
    decided: Sequence[Decided],
    *,
    actor: str,
    command: str,
    now: datetime,
) -> int:
    """Append decided events in one transaction; the position of the last one. `now` is the time of recording."""
    with connection.transaction():
        connection.execute(sql.CREATE_HEAD, (organisation, genesis(organisation)))
        row = connection.execute(sql.LOCK_HEAD, (organisation,)).fetchone()
        assert row is not None
        after: int = row[0]
        head, now = bytes(row[1]), max(row[2], now)
        states: list[bytes] = []
        hashes: list[bytes] = []
        links: list[tuple[str, int]] = []
        for ordinal, one in enumerate(decided, 1):
            stream, version, occurred_at, event, _ = one
            state = encode(
                Recorded(
                    organisation,
                    after + ordinal,
                    stream,
                    version,
                    occurred_at,
                    now,
                    actor,
                    None,
                    command,
                    command,
                    None,
                    event,
                )
            )
            head = link(head, state)
            states.append(state)
            hashes.append(head)
            links.extend((linked, ordinal) for linked in one.linked)
        types = sorted({one.event.type_name for one in decided})
        connection.execute(sql.NOTE_TYPES, (organisation, types))
        connection.execute(
            sql.APPEND,
            {
                "organisation": organisation,
                "after": after,
                "count": len(decided),
                "recorded_at": now,
                "head": head,
                "streams": joined(one.stream for one in decided),
                "versions": joined(one.version for one in decided),
                "types": joined(one.event.type_name for one in decided),
                "states": states,
                "hashes": hashes,
                "linked_streams": joined(stream for stream, _ in links),
                "linked_ordinals": joined(ordinal for _, ordinal in links),
                **sql.NOTHING_ANSWERED,
            },
        )
    return after + len(decided)
