"""Floors and peers, ready to be measured in the rounds of any case."""

from __future__ import annotations

from bench import floors
from bench.context import Context
from bench.processes import run_module
from bench.series import Probe

RUNNER_CEILING = 4_000
"""More events per second than the stock runner does; so many are prepared for it per second of measuring."""

LIBRARY_THREADS = (1, 4, 8)
HORDAK_SHAPES = ((1, 1), (1, 8), (8, 1))
TRIAL_SECONDS = 2.0


def floor_a(context: Context, clients: int) -> Probe:
    """pgbench, one bare event per transaction."""
    ground, seconds = context.ground, context.options.seconds

    def prepare() -> str:
        database_url = ground.database("floor_a")
        floors.prepare(database_url)
        return database_url

    database_url = context.once("floor_a", prepare)
    return Probe(
        f"floor_a@{clients}", "events/s", lambda: floors.insert(database_url, ground.pgbench, clients, seconds),
        "pgbench, one bare insert per transaction",
    )  # fmt: skip


def floor_b(context: Context) -> Probe:
    """Read, decode and sum everything."""

    def prepare() -> str:
        database_url = context.ground.database("floor_b")
        floors.prepare(database_url, context.options.events)
        return database_url

    database_url = context.once("floor_b", prepare)
    return Probe("floor_b", "events/s", lambda: floors.replay(database_url), "select, orjson.loads, sum in a dict")


def peer_c(context: Context) -> Probe:
    """The stock Application, one save per grant, with as many threads as suit it best."""
    return _library(context, "peer_c", "eventsourcing's Application")


def peer_c_functions(context: Context) -> Probe:
    """The same through its database functions, which give up the order that readers rely on."""
    return _library(context, "peer_c_functions", "the same by its database functions: no lock, no order", "functions")


def peer_c_runner(context: Context) -> Probe:
    """The stock ProjectionRunner with a sum projection."""
    seconds = context.options.seconds

    def prepare() -> dict[str, str]:
        environment = {"LEDGER_BENCH_DATABASE": context.ground.database("peer_c_runner")}
        events = round(RUNNER_CEILING * (seconds + 1))
        run_module("bench.peers", "library", "seed", str(events), seconds=600, environment=environment)
        return environment

    environment = context.once("peer_c_runner", prepare)
    return Probe(
        "peer_c_runner", "events/s",
        lambda: _rate("library", "runner", str(seconds), seconds=seconds, environment=environment),
        "eventsourcing's ProjectionRunner",
    )  # fmt: skip


def peer_d(context: Context) -> Probe:
    """django-hordak's transfers, with as many processes and threads as suit it best."""
    seconds = context.options.seconds

    def prepare() -> tuple[dict[str, str], tuple[int, int]]:
        environment = {"LEDGER_BENCH_DATABASE": context.ground.database("peer_d")}
        run_module("bench.peers", "hordak", "prepare", seconds=60, environment=environment)

        def trial(shape: tuple[int, int]) -> float:
            arguments = ("transfers", str(shape[0]), str(shape[1]), str(TRIAL_SECONDS))
            return _rate("hordak", *arguments, seconds=TRIAL_SECONDS, environment=environment)

        return environment, max(HORDAK_SHAPES, key=trial)

    environment, (processes, threads) = context.once("peer_d", prepare)
    arguments = ("transfers", str(processes), str(threads), str(seconds))
    return Probe(
        "peer_d", "transfers/s",
        lambda: _rate("hordak", *arguments, seconds=seconds, environment=environment),
        f"django-hordak's transfer_to, at its best: processes: {processes}, threads in each: {threads}",
    )  # fmt: skip


def _library(context: Context, name: str, note: str, *options: str) -> Probe:
    seconds = context.options.seconds

    def prepare() -> tuple[dict[str, str], int]:
        environment = {"LEDGER_BENCH_DATABASE": context.ground.database(name)}

        def trial(threads: int) -> float:
            arguments = ("grants", str(threads), str(TRIAL_SECONDS), *options)
            return _rate("library", *arguments, seconds=TRIAL_SECONDS, environment=environment)

        return environment, max(LIBRARY_THREADS, key=trial)

    environment, threads = context.once(name, prepare)
    arguments = ("grants", str(threads), str(seconds), *options)
    return Probe(
        name, "grants/s",
        lambda: _rate("library", *arguments, seconds=seconds, environment=environment),
        f"{note}, one save per grant, at its best: threads: {threads}",
    )  # fmt: skip


def _rate(peer: str, *arguments: str, seconds: float, environment: dict[str, str]) -> float:
    return float(run_module("bench.peers", peer, *arguments, seconds=seconds, environment=environment)["rate"])
