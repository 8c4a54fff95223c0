"""A journal to project: events appended as the ledger stores them, and what the projections make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

from ledger.contexts import all_projections
from ledger.domain.events import Event, Recorded
from ledger.infrastructure.journal.chain import genesis, link
from ledger.infrastructure.journal.mapper import decode, encode
from ledger.projections.engine.advance import Projected
from ledger.projections.engine.runner import Connect, Runner
from ledger.projections.engine.schema import install

BEGINNING = datetime(2026, 11, 1, 9, tzinfo=UTC)
MIGRATION = Path(__file__).parents[2] / "migrations" / "0001.journal.sql"
ROLES = ("ledger_app", "ledger_projector")


@dataclass(frozen=True)
class Happened:
    """An event that is about to be recorded, with what of its envelope matters to a test."""

    stream: str
    event: Event
    actor: str = "HR01"
    on_behalf_of: str | None = None
    occurred_at: datetime | None = None


@dataclass
class Journal:
    """A database with a journal and installed projections. The roles are those that `ledger migrate` makes."""

    url: str
    admin: Connection[Any]
    heads: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    recorded: dict[str, list[Recorded]] = field(default_factory=dict)

    def as_role(self, role: str) -> str:
        """The URL for somebody who acts in a role."""
        return f"{self.url}{'&' if '?' in self.url else '?'}options={quote(f'-c role={role}')}"

    @property
    def projector(self) -> str:
        return self.as_role("ledger_projector")

    def connect(self) -> Connection[Any]:
        """As the projections connect."""
        return psycopg.connect(self.projector, autocommit=True)

    def append(self, organisation: str, happened: Iterable[Happened], notify: bool = False) -> int:
        """Record events; answers the head's position."""
        position, head = self.heads.get(organisation, (0, genesis(organisation)))
        rows, links = [], []
        for one in happened:
            position += 1
            recorded_at = BEGINNING + timedelta(seconds=position)
            version = self.versions[organisation, one.stream] = self.versions.get((organisation, one.stream), 0) + 1
            recorded = Recorded(
                organisation, position, one.stream, version, one.occurred_at or recorded_at, recorded_at, one.actor,
                one.on_behalf_of, f"command-{position}", f"command-{position}", None, one.event,
            )  # fmt: skip
            self.recorded.setdefault(organisation, []).append(recorded)
            state = encode(recorded)
            head = link(head, state)
            rows.append((organisation, position, one.stream, version, one.event.type_name, recorded_at, state, head))
            accounts = one.event.linked_streams()
            links += [(organisation, account, position) for account in accounts if account != one.stream]
        with self.admin.transaction(), self.admin.cursor() as cursor:
            with cursor.copy(
                """COPY journal.events (organisation, position, stream, version, type, recorded_at, state, hash)
                   FROM STDIN"""
            ) as copy:
                for row in rows:
                    copy.write_row(row)
            with cursor.copy("COPY journal.links (organisation, stream, position) FROM STDIN") as copy:
                for linked in links:
                    copy.write_row(linked)
            cursor.execute(
                """INSERT INTO journal.heads (organisation, position, hash, recorded_at) VALUES (%s, %s, %s, %s)
                   ON CONFLICT (organisation) DO UPDATE
                   SET position = excluded.position, hash = excluded.hash, recorded_at = excluded.recorded_at""",
                (organisation, position, head, BEGINNING + timedelta(seconds=position)),
            )
        self.heads[organisation] = (position, head)
        if notify:
            self.admin.execute("SELECT pg_notify('ledger_appended', %s)", (organisation,))
        return position

    def cut(self, organisation: str, position: int) -> None:
        """Lose what is recorded after a position, as in a failover to a server that had not seen it."""
        with self.admin.transaction():
            self.admin.execute("SET LOCAL session_replication_role = replica")
            for table in ("events", "links"):
                query = f"DELETE FROM journal.{table} WHERE organisation = %s AND position > %s"
                self.admin.execute(query.encode(), (organisation, position))
            row = self.admin.execute(
                """UPDATE journal.heads h SET position = e.position, hash = e.hash, recorded_at = e.recorded_at
                   FROM journal.events e
                   WHERE h.organisation = %s AND e.organisation = h.organisation AND e.position = %s
                   RETURNING h.hash""",
                (organisation, position),
            ).fetchone()
        assert row is not None
        self.heads[organisation] = (position, row[0])
        del self.recorded[organisation][position:]
        kept = {one.stream: one.version for one in self.recorded[organisation]}
        self.versions = {key: version for key, version in self.versions.items() if key[0] != organisation}
        self.versions.update({(organisation, stream): version for stream, version in kept.items()})

    def runner(self, **options: Any) -> Runner:
        """A runner over all projections."""
        on_projected = options.pop("on_projected", None)
        projections = options.pop("projections", None) or all_projections()
        connect: Connect = options.pop("connect", self.connect)
        return Runner(
            self.projector, options.pop("decode", decode), projections, on_projected, connect=connect, **options
        )

    def project(self, **options: Any) -> list[Projected]:
        """Project all there is; answers what was projected."""
        projected: list[Projected] = []
        runner = self.runner(on_projected=projected.append, **options)
        while runner.run_once():
            pass
        runner.close()
        return projected

    def rows(self, organisation: str, *, schemas: Sequence[str] | None = None) -> dict[str, list[dict[str, Any]]]:
        """Everything in the projections about an organisation, less its name, by table, in a fixed order."""
        names = list(schemas or (projection.name for projection in all_projections()))
        tables = self.admin.execute(
            """SELECT schemaname, tablename, array_agg(attname::text ORDER BY attname)
               FROM pg_tables JOIN pg_attribute
                 ON attrelid = format('%%I.%%I', schemaname, tablename)::regclass AND attnum > 0 AND NOT attisdropped
               WHERE schemaname = ANY(%s) AND attname <> 'organisation'
               GROUP BY 1, 2 ORDER BY 1, 2""",
            (names,),
        ).fetchall()
        found = {}
        for schema, table, columns in tables:
            chosen = sql.SQL(", ").join(
                sql.SQL("{0}::text AS {0}").format(sql.Identifier(column)) for column in columns
            )
            query = sql.SQL("SELECT {} FROM {} WHERE organisation = %s").format(chosen, sql.Identifier(schema, table))
            with self.admin.cursor(row_factory=dict_row) as cursor:
                found[f"{schema}.{table}"] = sorted(cursor.execute(query, (organisation,)).fetchall(), key=str)
        return found

    def positions(self, organisation: str) -> dict[str, int]:
        """Where each projection stands."""
        rows = self.admin.execute(
            "SELECT projection, position FROM projector.positions WHERE organisation = %s", (organisation,)
        ).fetchall()
        return dict(rows)

    def status(self, name: str) -> dict[str, Any]:
        """A projection's row in projector.status."""
        with self.admin.cursor(row_factory=dict_row) as cursor:
            found = cursor.execute("SELECT * FROM projector.status WHERE projection = %s", (name,)).fetchone()
        assert found is not None
        return found


def prepare(url: str) -> None:
    """Make roles, journal and projections in an empty database."""
    with psycopg.connect(url, autocommit=True) as admin:
        for role in ROLES:
            # Roles are the whole server's: another worker may be making them.
            admin.execute(
                f"""DO $$ BEGIN CREATE ROLE {role};
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""
            )
        admin.execute(MIGRATION.read_text())
        journal = opened(url, admin)
        with journal.connect() as connection:
            install(connection, all_projections())


def opened(url: str, admin: Connection[Any]) -> Journal:
    """The journal in a database that is prepared, or a copy of one: rights upon a database itself are not copied."""
    grant = sql.SQL("GRANT CREATE ON DATABASE {} TO ledger_projector")
    admin.execute(grant.format(sql.Identifier(admin.info.dbname)))
    return Journal(url, admin)
