"""A second process over the same installation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.service import Service, environment_of


@pytest.fixture(scope="session")
def second(shared_where: Installation, service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Another process that serves the same organisations as `service`."""
    started = Service(environment_of(shared_where, tmp_path_factory.mktemp("second")), command=("serve",))
    try:
        yield started.start()
    finally:
        started.stop()
