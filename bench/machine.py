"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import psycopg

# File systems whose fsync costs nothing: commits measured on them say nothing about durability.
VOLATILE = frozenset({"tmpfs", "ramfs"})


def describe(database_url: str, data: Path) -> str:
    """One line: cores, processor, memory, file system of the data, versions."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT current_setting('server_version')").fetchone()
    version = row[0] if row else "?"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{len(os.sched_getaffinity(0))} cores, "
        f"{_processor()}, {memory:.0f} GiB, data on {file_system(data)}, "
        f"PostgreSQL {version}, Python {platform.python_version()}; load generator and servers on this machine"
    )


def file_system(path: Path) -> str:
    """The type of the file system that holds `path`."""
    done = subprocess.run(["df", "--output=fstype", str(path)], capture_output=True, text=True, check=False)
    return done.stdout.split()[-1] if done.returncode == 0 else "an unknown file system"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
