"""Keeps the leaderboards in Redis up with the rows in PostgreSQL (docs/adr/0007).

Redis holds no truth: whenever it is away, empty, behind, of another generation or history, the boards are filled again
from the rows as soon as that is noticed, and readers turn to PostgreSQL meanwhile. Nothing here holds up projecting.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import Connection
from redis import Redis
from redis.exceptions import RedisError

from ledger.projections.engine.advance import Projected
from ledger.projections.engine.faults import passing
from ledger.projections.leaderboards import scripts
from ledger.projections.leaderboards.filling import Standing, fill, standing_in_redis, standing_in_rows
from ledger.projections.leaderboards.projection import Changes, Leaderboards

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.4
GAP_SECONDS = 0.3
RETRY_SECONDS = 0.02
LOOKED_AT = 20
"""So many organisations' boards are compared with the rows at once."""
MOST_WAITING = 200_000
"""More changes and pages than this are dropped, and the boards are filled from the rows instead."""


class RedisBoards:
    """Give `projected` to the runner, and let `run` run in a thread. `connect` makes connections in autocommit, to
    read the rows with. Several workers may do this at once.
    """

    def __init__(self, redis: Redis, connect: Callable[[], Connection[Any]]) -> None:
        self._redis = redis
        self._connect = connect
        self._connection: Connection[Any] | None = None
        self._waiting: deque[Projected] = deque()
        self._weight = 0
        self._lock = threading.Lock()
        self._arrived = threading.Event()
        self._seen: dict[str, Standing] = {}
        self._beyond = ""
        self._away = False

    def projected(self, page: Projected) -> None:
        """Take what a committed page changed; never waits, never raises."""
        if Leaderboards.name not in page.changes:
            return
        with self._lock:
            if self._weight > MOST_WAITING:
                self._waiting.clear()
                self._weight = 0
            self._waiting.append(page)
            self._weight += _weight(page)
        self._arrived.set()

    def run(self, stop: threading.Event) -> None:
        """Write until `stop` is set; when Redis or PostgreSQL is away, try again until it is back."""
        looked, all_of_them = -LOOK_SECONDS, True
        while not stop.is_set():
            self._arrived.wait(LOOK_SECONDS)
            self._arrived.clear()
            try:
                while (page := self._next()) is not None and time.monotonic() - looked < LOOK_SECONDS:
                    self._write(page, stop)
                    self._done(page)
                if page is not None:
                    self._arrived.set()
                if all_of_them:
                    self.look()
                    all_of_them, looked = False, time.monotonic()
                elif time.monotonic() - looked >= LOOK_SECONDS:
                    self.look_at_the_next()
                    looked = time.monotonic()
                self._away = False
            except (RedisError, OSError, psycopg.Error) as error:
                self._gave_way(error)
                all_of_them = True
                stop.wait(LOOK_SECONDS)
        self.close()

    def _next(self) -> Projected | None:
        with self._lock:
            return self._waiting[0] if self._waiting else None

    def _done(self, page: Projected) -> None:
        with self._lock:
            if self._waiting and self._waiting[0] is page:
                self._weight -= _weight(self._waiting.popleft())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def look(self) -> None:
        """Compare all boards with the rows, and fill those that are wrong."""
        self._beyond = ""
        while self.look_at_the_next():
            pass

    def look_at_the_next(self) -> bool:
        """Compare those of a few organisations, the next ones each time; whether there are more. To look at all would
        cost by how many there are, and a board that is written to tells by itself that it is wrong.

        Boards that are only behind may be about to be written by whoever projected that: they are given until the
        next look.
        """
        connection, beyond = self._rows(), self._beyond
        known = list(standing_in_rows(connection, beyond, LOOKED_AT))
        self._beyond = known[-1] if len(known) == LOOKED_AT else ""
        in_redis = standing_in_redis(self._redis, known)
        # Read after Redis, so that boards which are ahead of the rows are so because the rows went back.
        for organisation, rows in standing_in_rows(connection, beyond, LOOKED_AT).items():
            there = in_redis.get(organisation)
            if there == rows:
                self._seen.pop(organisation, None)
                continue
            if (
                there is not None
                and there[0] == rows[0]
                and there[1] < rows[1]
                and self._seen.get(organisation) != there
            ):
                self._seen[organisation] = there
                continue
            if there is not None and there[0] == rows[0]:
                log.warning("leaderboards of %s in Redis are of another history, or were left behind", organisation)
            self._fill(organisation)
        return bool(self._beyond)

    def _write(self, page: Projected, stop: threading.Event) -> None:
        """Write what a page changed. A gap may close by itself, when another worker's page comes just behind ours."""
        deadline = time.monotonic() + GAP_SECONDS
        while not stop.is_set():
            answer = self._apply(page)
            if answer in {b"applied", b"known"}:
                return
            hopeless = answer == b"gap" and (time.monotonic() > deadline or self._is_empty(page.organisation))
            # The rows have had this page since before it came here, so filling includes it.
            if hopeless and self._fill(page.organisation):
                return
            stop.wait(RETRY_SECONDS)

    def _apply(self, page: Projected) -> bytes:
        change = page.changes[Leaderboards.name]
        boards, arguments = scripts.groups(page.organisation, change.rows)
        keys = [*scripts.keys(page.organisation), *boards]
        at = (page.start, page.hash_before.hex(), page.end, page.hash.hex())
        arguments = [change.generation, *at, *arguments]
        answer: Any = self._redis.eval(scripts.APPLY, len(keys), *keys, *arguments)
        return answer if isinstance(answer, bytes) else str(answer).encode()

    def _is_empty(self, organisation: str) -> bool:
        return organisation not in standing_in_redis(self._redis, [organisation])

    def _fill(self, organisation: str) -> bool:
        self._seen.pop(organisation, None)
        filled = fill(self._redis, self._rows(), organisation)
        if filled:
            log.info("leaderboards of %s filled in Redis", organisation)
        return filled

    def _rows(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = self._connect()
        return self._connection

    def _gave_way(self, error: Exception) -> None:
        if not self._away:
            log.warning("leaderboards in Redis wait: %s", error)
        self._away = True
        if isinstance(error, psycopg.Error):
            self.close()
            if not passing(error):
                log.error("leaderboards can't be read", exc_info=error)


def _weight(page: Projected) -> int:
    changes: Changes = page.changes[Leaderboards.name].rows
    return 1 + sum(map(len, changes.values()))
