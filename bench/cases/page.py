"""How soon the page is there on a slow phone, how much of it moves meanwhile, and how much code it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from bench.context import Context
from bench.organisations import young
from bench.series import Result, Wanted
from bench.service import Service
from bench.tenant import PASSWORD
from tests.page.browser import PHONE, Visitors, chromium

THROTTLED = 4
"""The processor is made so many times slower."""
SETTLED_MS = 3_000
ENTRY_KILOBYTES = 300

WATCH = """
window.seen = { paint: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SCRIPTS = """
performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
"""


@dataclass(frozen=True)
class Seen:
    """Of one opening: milliseconds to the largest paint, the sum of layout shifts, compressed KB of JavaScript."""

    paint: float
    shift: float
    scripts: float


def measure(context: Context) -> None:
    """Open the sign-in and somebody's home, each in a fresh browser profile."""
    service = young(context)
    service.warm()
    seen: dict[str, list[Seen]] = {"sign_in": [], "home": []}
    with chromium() as browser:
        for number in range(context.options.rounds):
            context.tell(f"round {number + 1} of {context.options.rounds}: page")
            for name, found in seen.items():
                found.append(_opened(browser, service, signed_in=name == "home"))
    note = f"phone of {PHONE} px, processor {THROTTLED} times slower, nothing cached"
    for name, found in seen.items():
        context.add(Result(context.measured(f"page_{name}_paint", "ms", [one.paint for one in found], note)))
        context.add(Result(context.measured(f"page_{name}_shift", "CLS", [one.shift for one in found], note)))
    entry = context.measured("page_entry", "KB", [one.scripts for one in seen["sign_in"]], "JavaScript, compressed")
    context.add(Result(entry, wanted=Wanted(ENTRY_KILOBYTES, at_least=False)))


def _opened(browser: Browser, service: Service, *, signed_in: bool) -> Seen:
    visitors = Visitors(browser, service.address)
    try:
        page = visitors.visitor("zh", PHONE)
        if signed_in:
            login = {"organisation": service.tenant.organisation, "login": service.tenant.watched, "password": PASSWORD}
            page.context.request.post("/v1/sessions", data={**login, "cookie": True})
            page.context.add_init_script("localStorage.setItem('ledger.signed-in', '1')")
        _throttle(page)
        page.context.add_init_script(WATCH)
        page.goto("/")
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_timeout(SETTLED_MS)
        seen: dict[str, Any] = page.evaluate("window.seen")
        return Seen(seen["paint"], seen["shift"], page.evaluate(SCRIPTS) / 1024)
    finally:
        visitors.close()


def _throttle(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLED})
