"""Where projections stand with an organisation, as the runner reads, locks and moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from psycopg import Connection, Cursor

from ledger.projections.engine import schema

BEGUN_ANEW = "anew"
"""Told in the place of a position: what was known of the organisation is to be forgotten."""
Versions = Mapping[str, int]
"""The version of each projection that this process knows how to apply."""


class Locked(NamedTuple):
    """The generation of a projection's rows, and the chain's hash where they stand; None: it is not known."""

    generation: str
    hash: bytes | None


class Group(NamedTuple):
    """Projections that stand at the same position of an organisation."""

    position: int
    names: Sequence[str]


def enter_new(connection: Connection[Any], organisation: str, names: Sequence[str]) -> None:
    """Position 0 for projections that have not seen an organisation yet."""
    connection.execute(
        """INSERT INTO projector.positions (projection, organisation, position)
           SELECT name, %s, 0 FROM unnest(%s::text[]) AS name ON CONFLICT DO NOTHING""",
        (organisation, sorted(names)),
    )


class Looked(NamedTuple):
    """The organisations in which something is left to do, of some that were looked at, and the last of those by name;
    none: there are no more."""

    behind: list[str]
    last: str | None


def behind(connection: Connection[Any], versions: Versions, beyond: str, most: int) -> Looked:
    """Look at so many organisations whose names follow one. Something is left to do where a running projection has not
    seen every event, or has seen what is not recorded: it stands beyond the head, or where the head stands, but in
    another history."""
    rows = connection.execute(
        """WITH looked AS MATERIALIZED (
               SELECT organisation, position, hash FROM journal.heads
               WHERE organisation > %s ORDER BY organisation LIMIT %s
           ), running AS MATERIALIZED (
               SELECT s.projection FROM unnest(%s::text[], %s::int[]) AS known (name, version)
               JOIN projector.status s ON s.projection = known.name AND s.version = known.version
           )
           SELECT looked.organisation, (SELECT count(*) FROM running) > (
               SELECT count(*) FROM projector.positions p
               JOIN running ON running.projection = p.projection
               LEFT JOIN projector.failures f ON f.projection = p.projection AND f.organisation = p.organisation
               WHERE p.organisation = looked.organisation AND (f.projection IS NOT NULL
                     OR p.position = looked.position
                        AND (p.hash_at IS DISTINCT FROM p.position OR p.hash = looked.hash)))
           FROM looked ORDER BY looked.organisation""",
        (beyond, most, list(versions), list(versions.values())),
    ).fetchall()
    return Looked([organisation for organisation, left in rows if left], rows[-1][0] if len(rows) == most else None)


def standing(connection: Connection[Any], organisation: str, versions: Versions) -> list[Group]:
    """Running projections of an organisation by position, the lowest first; those that it is new to are entered."""
    known = _positions(connection, organisation)
    if new := [name for name in versions if name not in known]:
        enter_new(connection, organisation, new)
        known = _positions(connection, organisation)
    groups: dict[int, list[str]] = {}
    for name, (position, version, failed) in known.items():
        if versions.get(name) == version and not failed:
            groups.setdefault(position, []).append(name)
    return [Group(position, sorted(groups[position])) for position in sorted(groups)]


def _positions(connection: Connection[Any], organisation: str) -> dict[str, tuple[int, int, bool]]:
    rows = connection.execute(
        """SELECT p.projection, p.position, s.version, f.projection IS NOT NULL
           FROM projector.positions p
           JOIN projector.status s USING (projection)
           LEFT JOIN projector.failures f USING (projection, organisation)
           WHERE p.organisation = %s""",
        (organisation,),
    ).fetchall()
    return {name: (position, version, failed) for name, position, version, failed in rows}


def lock(cursor: Cursor[Any], organisation: str, group: Group) -> None:
    """Lock those of a group that stand there still, have not stopped, and whom no other worker has; `locked` tells who
    they are. Never waits for another worker."""
    cursor.execute(
        """SELECT p.projection, s.version, s.generation, CASE WHEN p.hash_at = p.position THEN p.hash END
           FROM projector.positions p JOIN projector.status s USING (projection)
           WHERE p.organisation = %s AND p.position = %s AND p.projection = ANY(%s)
             AND NOT EXISTS (SELECT FROM projector.failures f
                             WHERE f.projection = p.projection AND f.organisation = p.organisation)
           ORDER BY p.projection FOR UPDATE OF p SKIP LOCKED""",
        (organisation, group.position, list(group.names)),
    )


def locked(cursor: Cursor[Any], versions: Versions) -> dict[str, Locked]:
    """Those that `lock` locked whose rows are of our version."""
    return {name: Locked(*standing) for name, version, *standing in cursor.fetchall() if versions[name] == version}


def move(cursor: Cursor[Any], organisation: str, names: Sequence[str], position: int, hash: bytes | None) -> None:
    """Set where projections stand, and the chain's hash there; in the transaction that wrote their rows."""
    cursor.execute(
        """UPDATE projector.positions SET position = %s, hash = %s, hash_at = %s
           WHERE organisation = %s AND projection = ANY(%s)""",
        (position, hash, position, organisation, list(names)),
    )


def begin_anew(cursor: Cursor[Any], organisation: str, names: Sequence[str]) -> None:
    """Take an organisation's rows of projections away, which `lock` locked, so that they are worked out again."""
    for name in names:
        schema.empty(cursor, name, organisation)
    move(cursor, organisation, names, 0, None)
