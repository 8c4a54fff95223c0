"""The worker: projections and the boards in Redis in threads, deadlines on the event loop."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, nullcontext
from functools import partial

import structlog
from redis import Redis

from ledger import importing
from ledger.bootstrap import Installation, collect_rarely, guard_of, now
from ledger.contexts import all_deadlines, all_projections
from ledger.deadlines import runner as deadlines
from ledger.infrastructure.database import pool
from ledger.infrastructure.housekeeping import Grown, Housekeeping
from ledger.infrastructure.imports.store import Seal, Store
from ledger.infrastructure.imports.watching import Watching
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.pulse import Pulse
from ledger.projections.accounts.query import unbalanced
from ledger.projections.engine import alarms
from ledger.projections.engine.advance import Projected
from ledger.projections.engine.runner import Runner, connector
from ledger.projections.engine.watch import Watch, verified
from ledger.projections.leaderboards.redis_boards import RedisBoards

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
log = structlog.get_logger()


async def work(where: Installation) -> None:
    """Project and keep deadlines until SIGTERM or SIGINT."""
    collect_rarely()
    stop = threading.Event()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    secrets = where.databases.secrets
    async with AsyncExitStack() as stack:
        databases = where.databases
        open_pool = partial(pool, at_most=2, prepares=databases.prepares)
        writes = await stack.enter_async_context(open_pool(databases.app, at_most=6, writing=True))
        connections = await stack.enter_async_context(open_pool(databases.app))
        owning = await stack.enter_async_context(pool(databases.projector, at_most=4, prepares=databases.prepares))
        redis: Redis = Redis.from_url(where.redis_url, socket_timeout=2.0, socket_connect_timeout=1.0)
        stack.callback(redis.close)
        journal = Journal(writes, now, Signing.of(secrets), guard=guard_of(where.settings), begins=databases.begins)
        store = Store(connections, Seal(secrets.derive("imports")))
        connect = connector(databases.projector, prepares=databases.prepares)
        boards = RedisBoards(redis, connect)
        watch = Watch(connect, {alarms.TRIAL_BALANCE: unbalanced, alarms.VERIFIED: verified})
        pulse, grown = Pulse(databases.projector_listening or databases.projector), Grown()

        def projected(page: Projected) -> None:
            grown.note(page.organisation, page.end)
            watch.note(page.organisation)
            boards.projected(page)

        listening = connector(databases.projector_listening) if databases.projector_listening else nullcontext
        runner = Runner(
            databases.projector,
            decode,
            all_projections(),
            projected,
            connect=connect,
            listening=listening,
            alive=pulse.alive("projecting"),
        )
        due = deadlines.Runner(journal, owning, all_deadlines(), pulse.alive("deadlines"))
        watching = Watching(store, importing.command, importing.environment(databases), now, journal.check_clock)
        threads = [
            _kept("projecting", lambda: asyncio.to_thread(runner.run_forever, stop)),
            _kept("watch", lambda: asyncio.to_thread(watch.run, stop)),
            _kept("leaderboards", lambda: asyncio.to_thread(boards.run, stop)),
        ]
        tasks = [
            _kept("deadlines", due.run_forever),
            _kept("housekeeping", Housekeeping(journal, connections, grown).run_forever),
            _kept("imports", watching.run_forever),
            _kept("pulse", pulse.beat_forever),
        ]
        await ended.wait()
        stop.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*threads, *tasks, return_exceptions=True)


def _kept(part: str, run: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    """Run a part until it ends by itself; a fault in it ends no other, and it begins again after a while."""

    async def keep() -> None:
        pause = PAUSE_SECONDS
        while True:
            try:
                return await run()
            except Exception:  # of whatever kind: one part's fault is not the others' end
                log.exception("a part of the worker begins again", part=part)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    return asyncio.create_task(keep(), name=part)
