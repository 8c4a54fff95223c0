"""How soon the page is there on a slow phone, how much of it moves meanwhile, how much code it begins with, and how
long a tap or a key waits for its answer while the leaderboard moves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from threading import Event, Thread
from typing import Any

import httpx
from playwright.sync_api import Browser, Page

from bench.context import Context
from bench.organisations import young
from bench.series import Result, Wanted
from bench.service import Service
from bench.tenant import PASSWORD, TAG
from tests.page.browser import PHONE, Visitors, chromium

THROTTLED = 4
"""The processor is made so many times slower."""
SETTLED_MS = 3_000
ENTRY_KILOBYTES = 200
PAINT_MS = 2_500
INPUT_MS = 200
GRANTS_PER_SECOND = 20
"""As many as a company of ten thousand makes at its busiest."""
BETWEEN_INPUTS_MS = 150

WATCH = """
window.seen = { paint: 0, shift: 0, input: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.seen.input = Math.max(window.seen.input, duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SCRIPTS = """
performance.getEntriesByType("resource")
  .filter(({ name, startTime }) => name.endsWith(".js") && startTime < window.seen.paint)
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
"""


@dataclass(frozen=True)
class Seen:
    """Of one opening: milliseconds to the largest paint, the sum of layout shifts, compressed KB of JavaScript."""

    paint: float
    shift: float
    scripts: float


PAINT = Wanted(PAINT_MS, at_least=False)


def measure(context: Context) -> None:
    """Open the sign-in and somebody's home, each in a fresh browser profile."""
    service = young(context)
    service.warm()
    people = {"sign_in": None, "home": service.tenant.watched, "managers_home": service.tenant.granting[0]}
    seen: dict[str, list[Seen]] = {name: [] for name in people}
    inputs: list[float] = []
    with chromium() as browser:
        for number in range(context.options.rounds):
            context.tell(f"round {number + 1} of {context.options.rounds}: page")
            for name, found in seen.items():
                found.append(_opened(browser, service, people[name]))
            inputs.append(_slowest_input(browser, service, context.options.seconds))
    note = f"phone of {PHONE} px, processor {THROTTLED} times slower, nothing cached"
    for name, found in seen.items():
        context.add(
            Result(context.measured(f"page_{name}_paint", "ms", [one.paint for one in found], note), wanted=PAINT)
        )
        context.add(Result(context.measured(f"page_{name}_shift", "CLS", [one.shift for one in found], note)))
        scripts = context.measured(
            f"page_{name}_scripts",
            "KB",
            [one.scripts for one in found],
            "compressed, asked for before the largest paint",
        )
        context.add(Result(scripts, wanted=Wanted(ENTRY_KILOBYTES, at_least=False)))
    note = f"the slowest answer to a tap or key while {GRANTS_PER_SECOND} grants/s move the board; {note}"
    context.add(Result(context.measured("page_input", "ms", inputs, note), wanted=Wanted(INPUT_MS, at_least=False)))


def _opened(browser: Browser, service: Service, login: str | None) -> Seen:
    with _page(browser, service, login) as page:
        page.wait_for_timeout(SETTLED_MS)
        seen: dict[str, Any] = page.evaluate("window.seen")
        return Seen(seen["paint"], seen["shift"], page.evaluate(SCRIPTS) / 1024)


@contextmanager
def _page(browser: Browser, service: Service, login: str | None) -> Iterator[Page]:
    """The page of somebody (or of nobody) on a slow phone, as it shows its heading."""
    visitors = Visitors(browser, service.address)
    try:
        page = visitors.visitor("zh", PHONE)
        if login is not None:
            asked = {"organisation": service.tenant.organisation, "login": login, "password": PASSWORD}
            page.context.request.post("/v1/sessions", data={**asked, "cookie": True})
            page.context.add_init_script("localStorage.setItem('ledger.signed-in', '1')")
        _throttle(page)
        page.context.add_init_script(WATCH)
        page.goto("/")
        page.get_by_role("heading", level=1).wait_for()
        yield page
    finally:
        visitors.close()


def _slowest_input(browser: Browser, service: Service, seconds: float) -> float:
    """How long, from a tap or a key to the picture after it, the slowest answer on a manager's home took."""
    with _page(browser, service, service.tenant.granting[0]) as page:
        page.wait_for_timeout(SETTLED_MS)
        page.evaluate("window.seen.input = 0")
        with _granting(service):
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                page.keyboard.press("Tab")
                page.wait_for_timeout(BETWEEN_INPUTS_MS)
                page.get_by_role("heading", level=1).tap()
                page.wait_for_timeout(BETWEEN_INPUTS_MS)
        return float(page.evaluate("window.seen.input"))


@contextmanager
def _granting(service: Service) -> Iterator[None]:
    """Grants by one manager to one after another of theirs, at a pace, so that the leaderboard moves."""
    manager, over = service.tenant.granting[0], Event()
    headers = {"Authorization": f"Bearer {service.token(manager)}"}

    def grant() -> None:
        with httpx.Client(base_url=service.address, headers=headers, timeout=30) as client:
            for employee in cycle(service.tenant.staff(manager)):
                if over.wait(1 / GRANTS_PER_SECOND):
                    return
                client.post("/v1/grants", json={"employee": employee, "tag": TAG, "reason": "moves"}).raise_for_status()

    thread = Thread(target=grant)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _throttle(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLED})
