"""The worker: projections and the boards in Redis in threads, deadlines on the event loop."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import AsyncExitStack, nullcontext
from functools import partial

from redis import Redis

from ledger import importing
from ledger.bootstrap import Installation, collect_rarely, now
from ledger.contexts import all_projections
from ledger.infrastructure.database import pool
from ledger.infrastructure.housekeeping import Housekeeping
from ledger.infrastructure.imports.store import Seal, Store
from ledger.infrastructure.imports.watching import Watching
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.infrastructure.journal.signing import Signing
from ledger.projections.engine.runner import Runner, connector
from ledger.projections.leaderboards.redis_boards import RedisBoards


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
        open_pool = partial(pool, databases.app, at_most=2, prepares=databases.prepares)
        writes = await stack.enter_async_context(open_pool(writing=True))
        connections = await stack.enter_async_context(open_pool())
        journal = Journal(writes, now, Signing.of(secrets))
        keeping = asyncio.create_task(Housekeeping(journal, connections).run_forever())
        store = Store(connections, Seal(secrets.derive("imports")))
        watching = asyncio.create_task(
            Watching(store, importing.command, importing.environment(where.databases), now).run_forever()
        )
        redis: Redis = Redis.from_url(where.redis_url, socket_timeout=2.0, socket_connect_timeout=1.0)
        stack.callback(redis.close)
        connect = connector(databases.projector, prepares=databases.prepares)
        boards = RedisBoards(redis, connect)
        listening = connector(databases.projector_listening) if databases.projector_listening else nullcontext
        runner = Runner(
            databases.projector, decode, all_projections(), boards.projected, connect=connect, listening=listening
        )
        working = [
            asyncio.create_task(asyncio.to_thread(runner.run_forever, stop)),
            asyncio.create_task(asyncio.to_thread(boards.run, stop)),
            keeping,
            watching,
        ]
        waiting = asyncio.create_task(ended.wait())
        await asyncio.wait({waiting, *working}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        keeping.cancel()
        watching.cancel()
        waiting.cancel()
        outcomes = await asyncio.gather(*working, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
