"""Runs wrk on a file of requests and reads what came of them."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from bench.errors import BenchError
from bench.processes import run

SCRIPT = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True)
class Request:
    """One request of the load; wrk goes round them. With a token it carries an Idempotency-Key of its own each time."""

    method: str
    path: str
    token: str = ""
    body: bytes = b""

    def line(self) -> str:
        """How the Lua script reads it."""
        return "\t".join((self.method, self.path, self.token, self.body.decode()))


@dataclass(frozen=True)
class Load:
    """What a load did. Times are in milliseconds."""

    seconds: float
    answers: int
    p50: float
    p99: float
    slowest: float

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds


def load(address: str, requests: Iterable[Request], *, connections: int, seconds: float, status: int = 201) -> Load:
    """Send the requests over and over on so many connections.

    Raises BenchError where anything but `status` was answered, or a connection broke: such a rate would count
    refusals as work.
    """
    wrk = program()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.write("".join(f"{request.line()}\n" for request in requests))
        file.flush()
        output = run(
            [wrk, "--threads=1", f"--connections={connections}", f"--duration={max(1, round(seconds))}s",
             "--timeout=10s", f"--script={SCRIPT}", address],
            seconds=seconds,
            environment={"LEDGER_BENCH_REQUESTS": file.name, "LEDGER_BENCH_RUN": secrets.token_hex(6)},
        )  # fmt: skip
    return _judged(output, status)


def _judged(output: str, status: int) -> Load:
    try:
        told: dict[str, Any] = orjson.loads(output.strip().splitlines()[-1])
    except (IndexError, orjson.JSONDecodeError) as problem:
        raise BenchError(f"wrk printed no result: {output[-500:]!r}") from problem
    statuses: dict[str, int] = told["statuses"]
    right = statuses.pop(str(status), 0)
    if statuses or told["broken"] or told["timeouts"] or not right:
        raise BenchError(
            f"not every answer was {status}: {right} were, and {statuses or 'no others'}, {told['broken']} broken "
            f"connections, {told['timeouts']} timeouts; one answer: {told['example']}"
        )
    return Load(told["seconds"], right, told["p50"], told["p99"], told["max"])


@cache
def program() -> str:
    """The path of wrk; root on Debian gets it installed.

    Raises BenchError where there is none.
    """
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--yes", "wrk"]):
            subprocess.run(
                command, check=False, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )  # fmt: skip
        found = shutil.which("wrk")
    if found is None:
        raise BenchError("this needs the load generator wrk: apt-get install wrk, or your system's package of it")
    return found
