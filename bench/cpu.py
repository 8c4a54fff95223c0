"""Where the processor's time goes: what bounds a measurement, and what moves less than rates on a busy machine."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")

API, WORKER, VALKEY = "api", "worker", "valkey"
POSTGRES = {"ledger_app": "postgres_api", "ledger_projector": "postgres_worker"}
POSTGRES_ITSELF = "postgres_itself"
"""Writing of the log, checkpoints, and whoever else is connected."""
PARTS = (API, WORKER, *POSTGRES.values(), POSTGRES_ITSELF, VALKEY)


def spent(service: int) -> Mapping[str, float]:
    """Seconds of processor that each part of a running service, and of the servers of this process, has used so far."""
    seconds: defaultdict[str, float] = defaultdict(float)
    parts = {pid: WORKER if pid != service else API for pid in descendants(service)}
    for pid in descendants(os.getpid()):
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        part = parts.get(pid) or _server(line)
        if part is not None:
            seconds[part] += (int(fields[11]) + int(fields[12])) / TICKS
    return seconds


def descendants(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [one for child in children.read_text().split() for one in descendants(int(child))]
        except OSError:
            continue
    return found


def _server(line: str) -> str | None:
    if "valkey-server" in line:
        return VALKEY
    if line.startswith("postgres: "):
        return next((part for role, part in POSTGRES.items() if f" {role} " in line), POSTGRES_ITSELF)
    return POSTGRES_ITSELF if "/bin/postgres" in line else None
