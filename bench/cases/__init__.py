"""The things that can be measured, by the name that the command line knows them by."""

from __future__ import annotations

from collections.abc import Callable

from bench.cases import (
    batch,
    floors,
    grant,
    history,
    many,
    memory,
    page,
    peers,
    reads,
    rebuild,
    streams,
    taps,
    visible,
    workbooks,
)
from bench.context import Context

CASES: dict[str, Callable[[Context], None]] = {
    "grant": grant.measure,
    "batch": batch.measure,
    "grant-history": history.measure,
    "rebuild": rebuild.measure,
    "visible": visible.measure,
    "streams": streams.measure,
    "reads": reads.measure,
    "memory": memory.measure,
    "many": many.measure,
    "page": page.measure,
    "taps": taps.measure,
    "workbooks": workbooks.measure,
    "floors": floors.measure,
    "peers": peers.measure,
}
"""In the order in which they are run. What one case measures beside itself, a later one does not measure again."""
