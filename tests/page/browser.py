"""A real Chromium, and pages of it that are signed in as somebody of the demo organisation.

Whatever a page says went wrong fails the drive that had it open: an error on the console, an exception that nobody
caught, something that the policy forbade.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

DEMO_PASSWORD = "demo"
PHONE, DESKTOP = 390, 1280
HEIGHTS = {PHONE: 844, DESKTOP: 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
PATIENCE_MS = 20_000
"""How long a loaded machine may take."""
ARGUMENTS = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).resolve().parents[2]
GOT = ROOT / ".chromium/chromium"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def find_chromium() -> str:
    """$CHROMIUM, the first of the usual names on the PATH, or the one that scripts/chromium.py got."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", str(GOT)):
        found = shutil.which(name) if name else None
        if found is not None:
            return found
    raise FileNotFoundError("no Chromium: scripts/test gets one, or set CHROMIUM to the path of yours")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser. Between its start and its end no event loop can run in this thread."""
    with sync_playwright() as playwright:
        yield launched(playwright)


def launched(playwright: Playwright) -> Browser:
    expect.set_options(timeout=PATIENCE_MS)
    # Its sandbox needs namespaces that root does not get, nor who is in a container; it opens our own pages only.
    return playwright.chromium.launch(executable_path=find_chromium(), chromium_sandbox=False, args=ARGUMENTS)


_cookies: dict[str, Any] = {}
_tokens: dict[str, str] = {}
"""Of who signed in before: to check a password takes longer than much of what they do then."""


def forget_who_signed_in() -> None:
    """The service is gone."""
    _cookies.clear()
    _tokens.clear()


@dataclass
class Visitors:
    """Opens pages, each in a browser profile of its own, and hears what goes wrong on them."""

    browser: Browser
    url: str
    wrong: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(self, language: str = "zh", width: int = DESKTOP, **options: Any) -> Page:
        """Somebody who has not signed in, with nothing opened yet."""
        phone = width < 600
        context = self.browser.new_context(
            base_url=self.url,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.wrong.append(f"exception: {error.error}"))
        return context.new_page()

    def signed_in(
        self, login: str, language: str = "zh", width: int = DESKTOP, path: str = "/", **options: Any
    ) -> Page:
        """Somebody's page at a path, signed in without the form, which has a drive of its own."""
        page = self.visitor(language, width, **options)
        page.context.add_cookies(_cookies.get(login, []))
        if not page.context.request.get("/v1/me").ok:  # never signed in, or signed out since
            asked = {"login": login, "password": DEMO_PASSWORD, "cookie": True}
            entered = page.context.request.post("/v1/sessions", data=asked)
            assert entered.status == 201, entered.text()
            _cookies[login] = page.context.cookies()
        page.context.add_init_script("localStorage.setItem('ledger.signed-in', '1')")
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _refusal(message):
            self.wrong.append(f"{message.location.get('url', '')}: {message.text}")


def _refusal(message: ConsoleMessage) -> bool:
    """Chromium calls every answer from 400 on an error; a refusal by the API is an answer, which the page shows."""
    answered = message.text.startswith("Failed to load resource: the server responded with a status of 4")
    return answered and "/v1/" in str(message.location.get("url", ""))


def read(page: Page, path: str, position: int) -> Any:
    """What who is signed in on a page reads there, as new as a position. On a loaded machine it takes a while."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    url = f"{path}{'&' if '?' in path else '?'}at_least={position}"
    while (answer := page.context.request.get(url)).status == 503:
        assert time.monotonic() < deadline, answer.text()
    assert answer.ok, answer.text()
    return answer.json()


def acted(page: Page, login: str, path: str, body: Any = None, method: str = "POST") -> Any:
    """What somebody else is answered who acts elsewhere, by the API."""
    request = page.context.request
    if login not in _tokens:
        signed_in = request.post("/v1/sessions", data={"login": login, "password": DEMO_PASSWORD}).json()
        _tokens[login] = signed_in["access_token"]
    answer = request.fetch(path, method=method, data=body, headers={"Authorization": f"Bearer {_tokens[login]}"})
    assert answer.ok, answer.text()
    return answer.json()


@cache
def _axe() -> str:
    return AXE.read_text()


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds serious or critical by WCAG 2.2 AA in a part of a page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    run = "([part, tags]) => axe.run(part, {runOnly: tags, resultTypes: ['violations']})"
    found = page.evaluate(run, [within, AXE_TAGS])
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
