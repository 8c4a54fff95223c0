"""Snapshots of long streams, written off the path of commands, so that a cold account loads quickly.

A snapshot is a cache: it names the evolve it was made by, and deleting all of them loses nothing. It is signed, for
the place in the history where it was taken: who can write to the database can't make up a state.
"""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection

import ledger.domain.catalogue  # noqa: F401  # so that the list below is whole
from ledger.domain.streams import STREAMS, stream_of
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import Place
from ledger.infrastructure.journal.memory import Memory
from ledger.infrastructure.journal.signing import Signing

LONG = 200
"""Events since the last snapshot that are worth a new one."""
AT_ONCE = 500
FROZEN = [kind for kind, stream in STREAMS.items() if stream.codec is not None]
"""The kinds of streams that have snapshots: those that grow with every grant or redemption."""

LONG_STREAMS = """
WITH grown AS (
    SELECT stream, count(*) AS events FROM (
        SELECT stream FROM journal.events
        WHERE organisation = %(organisation)s AND position > %(after)s AND position <= %(upto)s
        UNION ALL
        SELECT stream FROM journal.links
        WHERE organisation = %(organisation)s AND position > %(after)s AND position <= %(upto)s
    ) AS touched WHERE split_part(stream, ':', 1) = ANY(%(kinds)s) GROUP BY stream
)
SELECT stream FROM grown WHERE events >= %(long)s ORDER BY stream
"""


async def take(connection: AsyncConnection[Any], signing: Signing, organisation: str, after: int, upto: int) -> int:
    """Write snapshots, as of position `upto`, of the streams that grew long since `after`; how many."""
    await connection.execute(sql.DROP_SNAPSHOTS_AHEAD, {"organisation": organisation})
    found = await (await connection.execute(sql.READ_HASH, (organisation, upto))).fetchone()
    if found is None:
        return 0
    parameters = {"organisation": organisation, "after": after, "upto": upto, "long": LONG, "kinds": FROZEN}
    cursor = await connection.execute(LONG_STREAMS, parameters)
    streams = [row[0] for row in await cursor.fetchall()]
    for start in range(0, len(streams), AT_ONCE):
        await _write(connection, signing, organisation, streams[start : start + AT_ONCE], Place(upto, found[0]))
    return len(streams)


async def _write(
    connection: AsyncConnection[Any], signing: Signing, organisation: str, streams: list[str], at: Place
) -> None:
    memory = Memory(organisation, signing)
    memory.place = at
    await memory.load(connection, streams)
    for stream in streams:
        loaded, codec = memory.get(stream), stream_of(stream).codec
        if loaded is None or codec is None:
            continue
        frozen = codec.freeze(loaded.state)
        about = (organisation, stream, codec.version, loaded.version, at.position)
        mac = signing.sign(*about, at.hash, frozen)
        await connection.execute(sql.WRITE_SNAPSHOT, (*about, frozen, mac))
