"""The tables about projections (schema `projector`), and making a projection's own schema.

All of it belongs to the role that runs the projections, which needs CREATE on the database and SELECT on
`journal.events` and `journal.heads`; the role that answers questions may only read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from psycopg import Connection, Cursor
from psycopg.sql import SQL, Identifier

from ledger.projections.engine.projection import Projection
from ledger.projections.engine.store import in_schema

READER = "ledger_app"

_INSTALLING = 0x70726F6A656374  # any number that nobody else takes for an advisory lock

_PROJECTOR = """
CREATE SCHEMA IF NOT EXISTS projector;

-- How far each projection is with each organisation: changed in the transaction that changes its rows, and the lock
-- that keeps workers apart.
CREATE TABLE IF NOT EXISTS projector.positions (
    projection   text COLLATE "C" NOT NULL,
    organisation text COLLATE "C" NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (projection, organisation)
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS positions_organisation ON projector.positions (organisation);
-- The chain's hash at the position that hash_at names: of which history the rows are. A worker of an older version
-- moves the position alone, and the hash says nothing then.
ALTER TABLE projector.positions ADD COLUMN IF NOT EXISTS hash bytea, ADD COLUMN IF NOT EXISTS hash_at bigint;

-- version is that of the rows, generation changes whenever they were rebuilt.
CREATE TABLE IF NOT EXISTS projector.status (
    projection          text COLLATE "C" PRIMARY KEY,
    version             integer NOT NULL,
    state               text NOT NULL CHECK (state IN ('running', 'failed', 'rebuilding')),
    error               text,
    failed_organisation text,
    failed_position     bigint,
    updated_at          timestamptz NOT NULL DEFAULT now(),
    generation          text NOT NULL
);

-- Where a projection stopped: with that organisation only, the others go on.
CREATE TABLE IF NOT EXISTS projector.failures (
    projection   text COLLATE "C" NOT NULL,
    organisation text COLLATE "C" NOT NULL,
    position     bigint NOT NULL,
    error        text NOT NULL,
    failed_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (projection, organisation)
);

-- What somebody has to look at, such as a history that was begun anew; ended_at is when it was over.
CREATE TABLE IF NOT EXISTS projector.alarms (
    kind         text COLLATE "C" NOT NULL,
    organisation text COLLATE "C" NOT NULL,
    told         text NOT NULL,
    since        timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    PRIMARY KEY (kind, organisation)
);

-- What came due and could not be done: of that kind in that organisation only. It is tried again by itself.
CREATE TABLE IF NOT EXISTS projector.overdue (
    kind         text COLLATE "C" NOT NULL,
    organisation text COLLATE "C" NOT NULL,
    attempts     integer NOT NULL,
    error        text NOT NULL,
    failed_at    timestamptz NOT NULL DEFAULT now(),
    next_at      timestamptz NOT NULL,
    PRIMARY KEY (kind, organisation)
);

-- The workers that run, as each says of itself.
CREATE TABLE IF NOT EXISTS projector.workers (
    worker  text PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now(),
    stands  text
);
"""


def install(connection: Connection[Any], projections: Iterable[Projection], reader: str | None = READER) -> None:
    """Make what is missing: the schema `projector`, and the schema of each projection that has none yet.

    Idempotent. Rows of another version are left to be served until they are rebuilt. `reader` gets SELECT on
    everything (None: nobody does).
    """
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_INSTALLING,))
        cursor.execute(_PROJECTOR)
        for projection in projections:
            known = cursor.execute("SELECT 1 FROM projector.status WHERE projection = %s", (projection.name,))
            if known.fetchone() is None:
                create(connection, projection, projection.name)
                for statement in projection.indexes():
                    cursor.execute(in_schema(statement, projection.name))
                cursor.execute(
                    "INSERT INTO projector.status (projection, version, state, generation) "
                    "VALUES (%s, %s, 'running', %s)",
                    (projection.name, projection.version, str(uuid4())),
                )
            grant(connection, projection.name, reader)
        grant(connection, "projector", reader)


def create(connection: Connection[Any], projection: Projection, schema: str) -> None:
    """A projection's tables in a new schema, without the indexes that a load would slow down for."""
    connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    for statement in projection.ddl():
        connection.execute(in_schema(statement, schema))


def empty(cursor: Cursor[Any], schema: str, organisation: str) -> None:
    """Delete a projection's rows of one organisation."""
    tables = cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
    for (table,) in tables:
        cursor.execute(SQL("DELETE FROM {} WHERE organisation = %s").format(Identifier(schema, table)), (organisation,))


def drop(connection: Connection[Any], schema: str) -> None:
    connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))


def grant(connection: Connection[Any], schema: str, reader: str | None) -> None:
    """Let the reader read everything in a schema."""
    if reader is None:
        return
    names = {"schema": Identifier(schema), "reader": Identifier(reader)}
    connection.execute(SQL("GRANT USAGE ON SCHEMA {schema} TO {reader}").format(**names))
    connection.execute(SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}").format(**names))
