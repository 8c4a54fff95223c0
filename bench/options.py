"""How long and how much to measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """What the command line and the environment say.

    `rounds` and `seconds` bound the time, `events` is the history that rebuilds and long histories have,
    `employees` the two sizes of an organisation that reads are measured at.
    """

    rounds: int = 5
    seconds: float = 5.0
    events: int = 1_000_000
    employees: tuple[int, int] = (1_000, 100_000)
    connections: int = 64
    data: Path | None = None
    keep: bool = False
