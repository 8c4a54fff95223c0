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


def processor_time() -> tuple[int, int]:
    """Ticks since the start that processors worked or were wanted, and those of them that other machines of the host
    took; nothing where the kernel does not tell."""
    try:
        fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except (OSError, ValueError):
        return 0, 0
    user, nice, system, _, _, irq, softirq, stolen = fields
    return user + nice + system + irq + softirq + stolen, stolen


def stolen_since(before: tuple[int, int]) -> str:
    """How much of the processor time that was wanted since then other machines of the host took; empty where nobody
    can tell."""
    now = processor_time()
    wanted, stolen = now[0] - before[0], now[1] - before[1]
    return f"; {stolen / wanted:.0%} of the processor time was taken by others on the host" if wanted else ""


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
