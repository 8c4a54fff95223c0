"""Putting rebuilt tables in the place of the old ones.

Each projection's tables are in a schema of their own, so a swap renames two schemas, and names of indexes never
collide. Readers find either the old tables or the new ones: names are resolved before a statement takes its
snapshot, and a rename makes PostgreSQL plan prepared statements anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any
from uuid import uuid4

from psycopg import Connection
from psycopg.sql import SQL, Identifier

Reached = tuple[int, bytes]
"""A position, and the chain's hash there."""
_REBUILDING = 0x72656275


def new(name: str) -> str:
    """The schema in which a projection is rebuilt."""
    return f"{name}_new"


def old(name: str) -> str:
    """The schema that it had until the swap."""
    return f"{name}_old"


def claim(connection: Connection[Any], names: Sequence[str]) -> bool:
    """Keep others from rebuilding these projections until the transaction ends."""
    lock = "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))"
    return all(connection.execute(lock, (_REBUILDING, name)).fetchone() == (True,) for name in sorted(names))


@contextmanager
def claiming(connect: Callable[[], Connection[Any]], names: Sequence[str]) -> Iterator[bool]:
    """Claim projections until the block ends, in a transaction that does nothing else; whether nobody else has them."""
    with closing(connect()) as connection, connection.transaction():
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield claim(connection, names)


def begin(connection: Connection[Any], names: Sequence[str]) -> None:
    connection.execute(
        "UPDATE projector.status SET state = 'rebuilding', updated_at = now() WHERE projection = ANY(%s)",
        (list(names),),
    )


def tidy(connection: Connection[Any], versions: Mapping[str, int]) -> None:
    """Clear away what rebuilds left whose process ended: nobody claims them any more."""
    rows = connection.execute("SELECT projection FROM projector.status WHERE state = 'rebuilding'").fetchall()
    for (name,) in rows:
        if name not in versions:
            continue
        with connection.transaction():
            if claim(connection, [name]):
                for schema in (new(name), old(name)):
                    connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
                abandon(connection, {name: versions[name]}, "the rebuild was interrupted")


def hold_projecting(connection: Connection[Any]) -> None:
    """Keep all workers from moving any projection until the transaction ends; readers read on.

    The lock of the whole table, and not of its rows: it holds also for organisations that have no row yet.
    """
    connection.execute("LOCK TABLE projector.positions IN EXCLUSIVE MODE")


def swap(connection: Connection[Any], versions: Mapping[str, int], reached: Mapping[str, Reached]) -> None:
    """Swap schemas, set positions, and begin a generation; the transaction holds projecting."""
    for name, version in versions.items():
        for before, after in ((name, old(name)), (new(name), name)):
            connection.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(before), Identifier(after)))
        connection.execute("DELETE FROM projector.positions WHERE projection = %s", (name,))
        connection.execute(
            """INSERT INTO projector.positions (projection, organisation, position, hash, hash_at)
               SELECT %s, *, position FROM unnest(%s::text[], %s::bigint[], %s::bytea[])
                      AS reached (organisation, position, hash)""",
            (name, list(reached), [one[0] for one in reached.values()], [one[1] for one in reached.values()]),
        )
        connection.execute("DELETE FROM projector.failures WHERE projection = %s", (name,))
        connection.execute(
            """UPDATE projector.status
               SET version = %s, generation = %s, state = 'running', error = NULL,
                   failed_organisation = NULL, failed_position = NULL, updated_at = now()
               WHERE projection = %s""",
            (version, str(uuid4()), name),
        )


def abandon(connection: Connection[Any], versions: Mapping[str, int], error: str) -> None:
    """A rebuild came to nothing: the state is what it was, or failed where the rows are of another version."""
    for name, version in versions.items():
        connection.execute(
            """UPDATE projector.status
               SET error = CASE WHEN version = %(version)s THEN error ELSE %(error)s END,
                   state = CASE WHEN version = %(version)s AND error IS NULL THEN 'running' ELSE 'failed' END,
                   updated_at = now()
               WHERE projection = %(name)s""",
            {"version": version, "error": error, "name": name},
        )


def leave(connection: Connection[Any], names: Sequence[str]) -> None:
    """A rebuild that is another version's to do: the state is what it was."""
    connection.execute(
        """UPDATE projector.status SET state = CASE WHEN error IS NULL THEN 'running' ELSE 'failed' END,
                  updated_at = now()
           WHERE projection = ANY(%s)""",
        (list(names),),
    )


def analyze(connection: Connection[Any], schema: str) -> None:
    """Tell the planner about tables that were just loaded."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
    for (table,) in tables:
        connection.execute(SQL("ANALYZE {}").format(Identifier(schema, table)))
