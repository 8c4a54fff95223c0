"""What tests of faults share: an organisation to write to, and a proxy in front of its database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from ledger.bootstrap import Installation
from tests.faults.alone import Alone
from tests.faults.proxy import Proxy
from tests.infrastructure.journal.books import Book, journal_on
from tests.infrastructure.journal.conftest import book as book
from tests.infrastructure.journal.conftest import journal as journal
from tests.infrastructure.journal.conftest import url as url
from tests.service import Service, environment_of


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    made = Proxy(url)
    yield made
    made.close()


@pytest.fixture
async def far_book(book: Book, proxy: Proxy, url: str) -> AsyncIterator[Book]:
    """The same organisation, written to by a journal of its own through the proxy."""
    async with journal_on(proxy.url(url)) as opened:
        yield Book(opened, book.organisation)


@pytest.fixture(scope="session")
def own_servers() -> Iterator[Alone]:
    """`ledger run` with servers of its own; the tests of one worker share it, and each leaves it running."""
    made = Alone()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture
def alone(own_servers: Alone) -> Alone:
    """The service alone on a machine, in good order whatever the test before did to it."""
    process = own_servers.service.process
    if process is None or process.poll() is not None:
        own_servers.start()
    own_servers.wait_ready()
    return own_servers


@pytest.fixture(scope="session")
def distant(shared_where: Installation) -> Iterator[Proxy]:
    """What stands between the far service and its database."""
    made = Proxy(shared_where.databases.owner)
    yield made
    made.close()


@pytest.fixture(scope="session")
def far(shared_where: Installation, distant: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose database is behind a proxy, and which writes all that it can into its log."""
    folder = tmp_path_factory.mktemp("far")
    url = distant.url(shared_where.databases.owner)
    environment = {**environment_of(shared_where, folder), "LEDGER_DATABASE_URL": url, "LEDGER_LOG": "debug"}
    service = Service(environment, log=folder / "log")
    try:
        yield service.start()
    finally:
        service.stop()
