"""Child programs of the benchmark: run, read, and always ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.errors import BenchError

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0
"""Seconds that a program may take beyond the time it was told to measure."""


def run(command: Sequence[str], *, seconds: float = 0.0, environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed.

    Raises BenchError, with the end of what it said, where it fails or does not stop by itself.
    """
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        env={**os.environ, **(environment or {})}, cwd=ROOT, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            output, problems = process.communicate(timeout=seconds + PATIENCE)
        except BaseException as problem:
            # The whole group: a program that measures with processes of its own leaves none of them behind.
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(problem, subprocess.TimeoutExpired):
                raise BenchError(f"{command[0]} did not stop by itself") from problem
            raise
    if process.returncode != 0:
        said = (problems or output).strip()[-2000:]
        raise BenchError(f"{' '.join(command[:4])} ended with {process.returncode}: {said}")
    return output


def run_module(module: str, *arguments: str, seconds: float = 0.0, environment: Mapping[str, str] | None = None) -> Any:
    """Run a module of this package in a Python of its own; what it printed last, as JSON.

    A process of its own, since settings of peers are global and their threads would share our interpreter's lock.
    """
    output = run([sys.executable, "-m", module, *arguments], seconds=seconds, environment=environment)
    try:
        return orjson.loads(output.strip().splitlines()[-1])
    except (IndexError, orjson.JSONDecodeError) as problem:
        raise BenchError(f"{module} printed no result: {output[-500:]!r}") from problem
