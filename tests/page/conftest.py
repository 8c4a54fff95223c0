"""The service with the demo organisation, and one Chromium, for all drives of a test process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ledger.bootstrap import Installation
from ledger.infrastructure.embedded import Servers
from tests.installation import migrated
from tests.page.browser import DEMO_PASSWORD, Visitors, chromium, forget_who_signed_in
from tests.service import Service, environment_of


@pytest.fixture(scope="package")
def demo_where(servers: Servers, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    number = 4 + int("".join(filter(str.isdigit, worker_id)) or "0") % 4
    redis_url = servers.redis_url.rpartition("=")[0] + f"={number}"
    with migrated(servers, redis_url, tmp_path_factory.mktemp("page")) as made:
        yield made


@pytest.fixture(scope="package")
def demo(demo_where: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`ledger run` with the demo, as scripts/run starts it. Its drives share it: they act as people, not as owners."""
    environment = {
        **environment_of(demo_where, tmp_path_factory.mktemp("service")),
        "LEDGER_DEMO_PASSWORD": DEMO_PASSWORD,
    }
    service = Service(environment, demo=True)
    try:
        yield service.start()
    finally:
        service.stop()
        forget_who_signed_in()


# Not longer than this folder's tests: while it runs, no test with an event loop could.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visitors(browser: Browser, demo: Service) -> Iterator[Visitors]:
    """Opens pages: `visitors.signed_in("FIN01", "zh", PHONE)`. What goes wrong on any of them fails the test."""
    opened = Visitors(browser, demo.url)
    try:
        yield opened
    finally:
        opened.close()
    assert opened.wrong == []
