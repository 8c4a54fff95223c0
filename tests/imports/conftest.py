"""An installation without a worker: the tests do the worker's part, or begin the processes that do it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from ledger.infrastructure.embedded import Servers
from tests.installation import migrated
from tests.service import Service, environment_of


@pytest.fixture(scope="package")
def alone(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Service]]:
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("imports")) as where:
        service = Service(environment_of(where, tmp_path_factory.mktemp("service")), ("serve",))
        try:
            yield where, service.start()
        finally:
            service.stop()
