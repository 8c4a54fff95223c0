"""What the command line writes to people: lines and progress on standard error, so that standard output is for data."""

from __future__ import annotations

import sys
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

console = Console(stderr=True, highlight=False)


def fail(line: str) -> NoReturn:
    console.print(f"[red]ledger:[/red] {line}", soft_wrap=True)
    sys.exit(1)


def bar(hidden: bool = False) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=hidden)
