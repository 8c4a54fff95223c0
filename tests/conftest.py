"""What all tests share: the servers of the run, a database of one's own, the option --full."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import redis
import structlog

from ledger.infrastructure.embedded import Servers, embedded, start_or_attach, stop
from tests.servers import (
    DATA_VARIABLE,
    SETTINGS,
    drop_database,
    make_data_directory,
    make_database,
    remove_data_directory,
)

if TYPE_CHECKING:
    from ledger.bootstrap import Installation
    from tests.service import Company, Service

# How long an example takes is the machine's affair, which may do other things meanwhile.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
SHORT = {"domain", "compat"}
_RUN = pytest.StashKey[tuple[Path, Servers]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --full."""
    parser.addoption("--full", action="store_true", help="run the counts that are asked for, not the scaled ones")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers in the process that starts xdist's workers: it outlives every one of them."""
    controls = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if controls and not config.option.collectonly:
        data = make_data_directory()
        config.stash[_RUN] = (data, start_or_attach(data, settings=SETTINGS))
        os.environ[DATA_VARIABLE] = str(data)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the servers of the run."""
    if _RUN in config.stash:
        data, servers = config.stash[_RUN]
        stop(servers)
        remove_data_directory(data)
        os.environ.pop(DATA_VARIABLE, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `full`, unless asked for; end with what takes milliseconds, so that no worker waits."""
    items.sort(key=lambda item: item.path.parent.name in SHORT)
    if not config.getoption("--full"):
        for item in items:
            if item.get_closest_marker("full"):
                item.add_marker(pytest.mark.skip(reason="runs with --full"))


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """As the service has them. structlog's own tell all variables of a fault, which takes seconds on a busy machine, in
    the middle of what waits no longer."""
    *processors, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*processors, plain])


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether to run the counts that are asked for: `count = 100_000 if full else 1_000`."""
    return bool(pytestconfig.getoption("--full"))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The PostgreSQL and Valkey of this run, shared by all workers. Not for tests that kill servers."""
    shared = os.environ.get(DATA_VARIABLE)
    if shared:
        yield start_or_attach(Path(shared))
        return
    data = make_data_directory()
    try:
        with embedded(data, settings=SETTINGS) as started:
            yield started
    finally:
        remove_data_directory(data)


@pytest.fixture
def database(servers: Servers) -> Iterator[str]:
    """The URL of a fresh database for this test, dropped afterwards."""
    url = make_database(servers)
    yield url
    drop_database(servers, url)


@pytest.fixture(scope="module")
def module_database(servers: Servers) -> Iterator[str]:
    """The URL of a fresh database for this module's tests, dropped afterwards."""
    url = make_database(servers)
    yield url
    drop_database(servers, url)


@pytest.fixture
def redis_url(servers: Servers, worker_id: str) -> str:
    """The URL of an empty Redis database that no other worker uses."""
    number = int(re.sub(r"\D", "", worker_id) or "0")
    url = re.sub(r"db=\d+$", f"db={number}", servers.redis_url)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture
def where(servers: Servers, redis_url: str, tmp_path: Path) -> Iterator[Installation]:
    """A migrated installation of this test's own."""
    from tests.installation import migrated  # here, so that the servers' own tests need nothing of the service

    with migrated(servers, redis_url, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def shared_where(servers: Servers, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that the tests of one worker share; each test has organisations of its own on it."""
    from tests.installation import migrated
    from tests.opened import kept_open

    number = 8 + int(re.sub(r"\D", "", worker_id) or "0") % 8
    redis_url = re.sub(r"db=\d+$", f"db={number}", servers.redis_url)
    with migrated(servers, redis_url, tmp_path_factory.mktemp("d")) as made, kept_open(made):
        yield made


@pytest.fixture(scope="session")
def service(shared_where: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service and its worker in processes of their own. Not for tests that kill them."""
    from tests.service import Service, environment_of

    started = Service(environment_of(shared_where, tmp_path_factory.mktemp("service")))
    try:
        yield started.start()
    finally:
        started.stop()


@pytest.fixture
def company(shared_where: Installation, service: Service) -> Company:
    """A fresh organisation with HR01 and ROOT."""
    from tests.service import Company

    return Company(shared_where, service)
