"""A second process over the same installation, and two companies that the tests of a worker share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.api.world import FOREIGN_CODE, FOREIGN_TEXT, World
from tests.service import Service, environment_of


@pytest.fixture(scope="session")
def second(shared_where: Installation, service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Another process that serves the same organisations as `service`."""
    started = Service(environment_of(shared_where, tmp_path_factory.mktemp("second")), command=("serve",))
    try:
        yield started.start()
    finally:
        started.stop()


@pytest.fixture(scope="session")
def world(shared_where: Installation, service: Service) -> World:
    """Our company."""
    return World(shared_where, service, mark="甲方")


@pytest.fixture(scope="session")
def elsewhere(shared_where: Installation, service: Service) -> World:
    """Another company: everything of theirs has ZZ in its code and 乙方 in its texts."""
    return World(shared_where, service, prefix=FOREIGN_CODE, mark=FOREIGN_TEXT)
