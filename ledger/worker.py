"""The worker: projections in a thread, deadlines on the event loop."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import threading
from contextlib import AsyncExitStack

from ledger.bootstrap import Installation, leaderboard_sink
from ledger.infrastructure.database import pool
from ledger.infrastructure.housekeeping import Housekeeping
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.registry import all_projections
from ledger.projections.runner import Runner

PR_SET_PDEATHSIG = 1


async def work(where: Installation) -> None:
    """Project and keep deadlines until SIGTERM or SIGINT."""
    stop = threading.Event()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    async with AsyncExitStack() as stack:
        connections = await stack.enter_async_context(pool(where.databases.app, at_most=4))
        keeping = asyncio.create_task(Housekeeping(Journal(connections), connections).run_forever())
        with leaderboard_sink(where) as on_projected:
            runner = Runner(where.databases.projector, decode, all_projections(), on_projected)
            projecting = asyncio.create_task(asyncio.to_thread(runner.run_forever, stop))
            waiting = asyncio.create_task(ended.wait())
            await asyncio.wait({waiting, projecting, keeping}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            keeping.cancel()
            waiting.cancel()
            await asyncio.gather(projecting, keeping, waiting, return_exceptions=True)
        for task in (projecting, keeping):
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                raise error


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent does, `kill -9` included."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
