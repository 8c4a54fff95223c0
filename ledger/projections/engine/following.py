"""What moved since a position, for all who follow an organisation: one statement, since they wait for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ledger.projections.engine.queries import Connection, fetch


class Moved(NamedTuple):
    """Up to a position, with the chain's hash there in hex: whose account or notifications moved (None: too many events
    to tell), and whether one of the types of events is among them (true where there are too many). `strayed`: where it
    was followed from is not in the history that is recorded, so anything may have moved."""

    position: int
    people: frozenset[str] | None
    among: bool
    hash: str | None = None
    strayed: bool = False


_MOVED = """
    WITH reached AS (
        SELECT CASE WHEN count(*) = cardinality(%(names)s::text[]) THEN min(position) ELSE 0 END AS position
        FROM projector.positions WHERE organisation = %(organisation)s AND projection = ANY(%(names)s)
    )
    SELECT position,
           CASE WHEN position - %(after)s BETWEEN 0 AND %(most)s THEN (
               SELECT coalesce(array_agg(DISTINCT employee), '{}') FROM (
                   SELECT substr(stream, 10) AS employee FROM audit.events
                   WHERE organisation = %(organisation)s AND position > %(after)s AND position <= reached.position
                     AND stream LIKE 'employee:%%'
                   UNION ALL
                   SELECT employee FROM notifications.notifications
                   WHERE organisation = %(organisation)s AND position > %(after)s AND position <= reached.position
               ) AS touched
           ) END AS people,
           position - %(after)s > %(most)s OR EXISTS (
               SELECT FROM audit.events WHERE organisation = %(organisation)s
               AND position > %(after)s AND position <= reached.position AND type = ANY(%(types)s)
           ) AS among,
           (SELECT encode(hash, 'hex') FROM journal.events
            WHERE organisation = %(organisation)s AND position = reached.position) AS hash,
           %(hash)s::text IS NOT NULL AND NOT EXISTS (
               SELECT FROM journal.events
               WHERE organisation = %(organisation)s AND position = %(after)s AND hash = decode(%(hash)s, 'hex')
           ) AS strayed
    FROM reached"""


async def moved(
    connection: Connection,
    organisation: str,
    names: Collection[str],
    after: int,
    hash: str | None,
    most: int,
    types: Collection[str],
) -> Moved:
    """What moved after a position, where the chain had that hash (None: it is not known), up to where the slowest of
    these projections is; `names` hold those that are read here, `audit` and `notifications`. Up to `most` events are
    looked at."""
    wanted = {
        "organisation": organisation,
        "names": sorted(set(names)),
        "after": after,
        "hash": hash,
        "most": most,
        "types": sorted(types),
    }
    (row,) = await fetch(connection, _MOVED, wanted)
    people = None if row["people"] is None else frozenset(row["people"])
    return Moved(row["position"], people, row["among"], row["hash"], row["strayed"])
