"""Takes a screenshot of every page, on a phone and on a desktop, in both languages, into a folder.

    scripts/screenshots pages                  every page of everybody
    scripts/screenshots docs/images --kept     only those that the documents show

Starts a service of its own with the demo organisation. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page

from tests.page.browser import DESKTOP, PHONE, Visitors, chromium
from tests.page.test_every_page import BESIDE_THE_MENU, READERS, go_to, menu_of
from tests.page.test_imports import ASKED, sent

ROOT = Path(__file__).resolve().parents[2]

KEPT = {
    "home-phone-en": ("FIN01", "en", PHONE, "/"),
    "grant-phone-en": ("FIN00", "en", PHONE, "/grant"),
    "grant-phone-zh": ("FIN00", "zh", PHONE, "/grant"),
    "leaderboard-phone-en": ("FIN01", "en", PHONE, "/leaderboard"),
    "waiting-desktop-en": ("OPS00", "en", DESKTOP, "/waiting"),
    "points-desktop-en": ("HR01", "en", DESKTOP, "/reports/points"),
    "chain-desktop-en": ("AUD01", "en", DESKTOP, "/audit/chain"),
}
"""What README and the guides show: who, in which language, how wide, where."""
SETTLED_MS = 900


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the images go")
    parser.add_argument("--kept", action="store_true", help="only those that README and the guides show")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        bound.close()
        environment = {**os.environ, "LEDGER_DATA": data, "LEDGER_PORT": str(port), "LEDGER_DEMO": "1"}
        service = subprocess.Popen([sys.executable, "-m", "ledger", "run"], cwd=ROOT, env=environment)
        try:
            wait_ready(f"http://127.0.0.1:{port}/readyz")
            with chromium() as browser:
                visitors = Visitors(browser, f"http://127.0.0.1:{port}")
                (kept if asked.kept else everything)(visitors, asked.folder)
                visitors.close()
                for said in visitors.wrong:
                    print(said, file=sys.stderr)
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(30)


def wait_ready(url: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise SystemExit("the service is not ready")


def kept(visitors: Visitors, folder: Path) -> None:
    for name, (login, language, width, path) in KEPT.items():
        page = visitors.signed_in(login, language, width)
        take(page, path, folder / f"{name}.png", whole=False)


def everything(visitors: Visitors, folder: Path) -> None:
    for language in ("zh", "en"):
        for width in (PHONE, DESKTOP):
            seen: set[str] = set()
            for login in READERS:
                page = visitors.signed_in(login, language, width)
                for path in [*menu_of(page), *BESIDE_THE_MENU]:
                    # Home differs by who looks at it.
                    if path in seen and path != "/":
                        continue
                    seen.add(path)
                    name = path.strip("/").replace("/", "-") or "home"
                    take(page, path, folder / f"{name}-{login}-{language}-{width}.png", whole=True)
            page = visitors.signed_in("HR01", language, width)
            an_import(page, folder / f"an-import-HR01-{language}-{width}.png")


def an_import(page: Page, file: Path) -> None:
    """One whose file asks something."""
    sent(page, "opening-balances", "期初余额.csv", ASKED)
    page.locator(".reading").wait_for()
    page.locator(".working").wait_for(state="detached")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=file, full_page=True)
    print(file)


def take(page: Page, path: str, file: Path, *, whole: bool) -> None:
    go_to(page, path)
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=file, full_page=whole)
    print(file)


if __name__ == "__main__":
    main()
