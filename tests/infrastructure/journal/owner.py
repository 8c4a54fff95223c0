"""What the database's owner can do to a history, as after a failover to a server that had not seen all of it."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

LOST = (
    "DELETE FROM journal.events WHERE organisation = %(organisation)s AND position > %(position)s",
    "DELETE FROM journal.links WHERE organisation = %(organisation)s AND position > %(position)s",
    "DELETE FROM journal.commands WHERE organisation = %(organisation)s AND position > %(position)s",
    "UPDATE journal.heads h SET position = e.position, hash = e.hash, recorded_at = e.recorded_at "
    "FROM journal.events e WHERE h.organisation = %(organisation)s AND e.organisation = h.organisation "
    "AND e.position = %(position)s",
)


@dataclass(frozen=True)
class Owner:
    """Connects as the owner, whom no trigger stops."""

    url: str

    def lose(self, organisation: str) -> None:
        """Lose all of an organisation, as where it was founded after the standby saw the last of the server."""
        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            for table in ("events", "links", "commands", "heads"):
                connection.execute(f"DELETE FROM journal.{table} WHERE organisation = %s".encode(), (organisation,))

    def cut(self, organisation: str, position: int) -> None:
        """Lose everything after a position: events, links, answers; the head stands there again."""
        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            for statement in LOST:
                connection.execute(statement.encode(), {"organisation": organisation, "position": position})
