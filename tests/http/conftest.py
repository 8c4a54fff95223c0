"""One server for all that is said to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.raw import Server


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    started = Server()
    started.start()
    try:
        yield started
    finally:
        started.stop()
