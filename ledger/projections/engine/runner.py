"""Keeps all projections up with the journal (docs/adr/0007)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import psycopg
from psycopg import Connection

from ledger.projections.engine import advance, swap
from ledger.projections.engine.advance import Advance, Projected
from ledger.projections.engine.faults import passing
from ledger.projections.engine.projection import Projection
from ledger.projections.engine.rebuild import Progress, Rebuild, outdated
from ledger.projections.engine.transfers import Decode

log = logging.getLogger(__name__)

PAGE_SIZE = 2_000
SAFETY_NET_SECONDS = 1.0
PACE_SECONDS = 0.025
"""Small pages begin this far apart: a page costs two dozen statements whatever is in it, and under load most of what
the worker and its PostgreSQL do would be that (docs/performance.md)."""
LONGEST_PAUSE_SECONDS = 1.0

Connect = Callable[[], Connection[Any]]


def connector(dsn: str, *, prepares: bool = True) -> Connect:
    """Connections in autocommit that notice when the other side has gone. Without `prepares` no statement is kept in a
    session for the next transaction, which may get another session from a pooler."""

    def connect() -> Connection[Any]:
        return psycopg.connect(
            dsn, autocommit=True, application_name="ledger projections", keepalives_idle=10, keepalives_interval=5,
            keepalives_count=3, connect_timeout=5, prepare_threshold=5 if prepares else None,
        )  # fmt: skip

    return connect


class Runner:
    """Applies recorded events to the projections. Several may run at once, in any number of processes: each event is
    applied once.

    `on_projected` is called after each committed page, in this thread; what it raises is logged and goes no further.
    `connect` makes the connections, in autocommit, as a role that may write the projections' schemas; `listening` the
    one that is told of new events, or none where it is to look by itself, once a second. `alive` is called each
    time that it comes round.
    """

    def __init__(
        self,
        dsn: str,
        decode: Decode,
        projections: Sequence[Projection],
        on_projected: Callable[[Projected], None] | None = None,
        *,
        page_size: int = PAGE_SIZE,
        connect: Connect | None = None,
        listening: Callable[[], AbstractContextManager[Connection[Any] | None]] | None = None,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self._decode = decode
        self._alive = alive
        self._projections = {projection.name: projection for projection in projections}
        self._on_projected = on_projected
        self._page_size = page_size
        self._connect = connect or connector(dsn)
        self._listening = listening or self._connect
        self._connection: Connection[Any] | None = None
        self._advancing: Advance | None = None
        self._rebuilding: threading.Thread | None = None

    def run_once(self) -> int:
        """One page for every organisation that has something new; answers how many events that was.

        0: everything is seen, or stopped, or in the hands of other workers. Raises psycopg.OperationalError (or
        InterfaceError) when the connection is lost; the next call makes another one.
        """
        return self._handle(self._advance().behind())

    def resume(self, *names: str) -> None:
        """Let projections (none named: all) that stopped go on where they were."""
        advance.resume(self._working(), names or list(self._projections))

    def rebuild(self, name: str | None = None, progress: Progress | None = None) -> None:
        """Work out a projection (if omitted: all of them) again from the first event, and swap it in (`Rebuild`)."""
        chosen = list(self._projections.values()) if name is None else [self._projections[name]]
        Rebuild(self._connect, self._decode, chosen, progress).run()

    def run_forever(self, stop: threading.Event) -> None:
        """Run until `stop` is set. What had stopped before is tried again, rows of another version are rebuilt
        beside the rest, and a lost connection is made anew."""
        pause = 0.0
        resumed = False
        while not stop.is_set():
            self._alive()
            try:
                if not resumed:
                    swap.tidy(self._working(), {name: one.version for name, one in self._projections.items()})
                    self.resume()
                    resumed = True
                self._rebuild_outdated()
                self._follow(stop)
            except Exception as error:  # raised again unless it passes by itself
                self.close()
                if not passing(error):
                    raise
                log.warning("projecting waits for the database: %s", error)
                pause = min(pause + 0.1, LONGEST_PAUSE_SECONDS)
                stop.wait(pause)
            else:
                pause = 0.0
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._advancing = None

    def _follow(self, stop: threading.Event) -> None:
        """Listen first, then look at everything once, then at what is notified, and each second at a few others, since
        a process may have died before it told what it recorded. Who can't listen looks at everything each second."""
        with self._listening() as listening:
            if listening is not None:
                listening.execute("LISTEN ledger_appended")
            pending: set[str] = set()
            looked: float | None = None
            while not stop.is_set():
                if looked is None or listening is None:
                    look = self._advance().behind
                else:
                    look = self._advance().behind_among_the_next
                if looked is None or time.monotonic() - looked >= SAFETY_NET_SECONDS:
                    looked = time.monotonic()
                    pending |= set(look())
                self._alive()
                # Whoever had something may have more; the others' notifications are looked at in between.
                begun = time.monotonic()
                handled = {organisation: self._handle([organisation]) for organisation in sorted(pending)}
                pending = {organisation for organisation, events in handled.items() if events}
                if pending and max(handled.values()) < self._page_size:
                    stop.wait(max(begun + PACE_SECONDS - time.monotonic(), 0.0))
                wait = 0.0 if pending else max(looked + SAFETY_NET_SECONDS - time.monotonic(), 0.0)
                if listening is None:
                    stop.wait(wait)
                else:
                    pending |= {notified.payload for notified in listening.notifies(timeout=wait, stop_after=1)}

    def _handle(self, organisations: Sequence[str]) -> int:
        events = 0
        for organisation in organisations:
            for projected in self._advance().organisation(organisation):
                events += projected.end - projected.start
                self._tell(projected)
        return events

    def _tell(self, projected: Projected) -> None:
        if self._on_projected is not None:
            try:
                self._on_projected(projected)
            except Exception:  # somebody else's fault must not stop the projections
                log.exception("on_projected failed")

    def _working(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection, self._advancing = self._connect(), None
        return self._connection

    def _advance(self) -> Advance:
        connection = self._working()
        if self._advancing is None:
            self._advancing = Advance(connection, self._decode, self._projections, self._page_size)
        return self._advancing

    def _rebuild_outdated(self) -> None:
        """Rebuild rows of another version in a thread of their own; this process leaves them alone until then."""
        if self._rebuilding is not None and self._rebuilding.is_alive():
            return
        names = outdated(self._working(), {name: one.version for name, one in self._projections.items()})
        if names:
            rebuild = Rebuild(self._connect, self._decode, [self._projections[name] for name in names], None)
            self._rebuilding = threading.Thread(target=rebuild.run_quietly, name="rebuild", daemon=True)
            self._rebuilding.start()
