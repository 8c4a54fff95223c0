"""Tasks that live as long as a block."""

from __future__ import annotations

import asyncio
from typing import Any

STEP_SECONDS = 0.05


async def end(task: asyncio.Task[Any]) -> None:
    """Cancel a task until it has ended.

    Once is not always enough: what it awaits may take a cancellation for an error of its own and go on, as the check of
    a pool's connections does.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=STEP_SECONDS)
