"""The command line of `scripts/bench`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.cases import CASES
from bench.context import Context
from bench.errors import BenchError
from bench.ground import ground
from bench.machine import processor_time, stolen_since
from bench.options import Options
from bench.report import print_table, write_json


def bench(
    names: Annotated[list[str] | None, typer.Argument(help=f"{', '.join(CASES)}; all of them without a name.")] = None,
    rounds: Annotated[int, typer.Option(envvar="LEDGER_BENCH_ROUNDS", min=1, help="Interleaved rounds.")] = 5,
    seconds: Annotated[float, typer.Option(envvar="LEDGER_BENCH_SECONDS", min=1, help="Length of a measurement.")] = 5,
    events: Annotated[int, typer.Option(envvar="LEDGER_BENCH_EVENTS", min=1_000, help="A long history.")] = 1_000_000,
    employees: Annotated[int, typer.Option(envvar="LEDGER_BENCH_EMPLOYEES", min=1_000, help="Many people.")] = 100_000,
    data: Annotated[Path | None, typer.Option(envvar="LEDGER_BENCH_DATA", help="Where the servers' data go.")] = None,
    out: Annotated[Path | None, typer.Option(envvar="LEDGER_BENCH_OUT", help="A file for the results as JSON.")] = None,
    keep: Annotated[bool, typer.Option(help="Keep the servers' data and the services' logs.")] = False,
) -> None:
    """Measure the service beside floors and peers on one PostgreSQL, in interleaved rounds.

    Starts servers of its own in a temporary directory and removes them afterwards. The exit status is 0 only if
    everything that was asked for was measured; what was measured is printed and written in any case.
    """
    # Where nobody looks on, the table is as wide as it needs to be.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    errors = Console(stderr=True)
    unknown = sorted(set(names or ()) - set(CASES))
    if unknown:
        raise typer.BadParameter(f"there is no {', '.join(unknown)}; there are {', '.join(CASES)}")
    options = Options(rounds, seconds, events, (1_000, employees), data=data, keep=keep)
    failed: list[str] = []
    before = processor_time()
    with errors.status("starting the servers") as status, ExitStack() as stack:
        place = stack.enter_context(ground(options))
        context = Context(place, options, status.update, stack)
        for name in [name for name in CASES if not names or name in names]:
            try:
                CASES[name](context)
            except BenchError as problem:
                failed.append(name)
                errors.print(f"[bold red]{name}[/]: {problem}", highlight=False)
            except Exception:
                # A fault in one case must not cost what the others measure.
                failed.append(name)
                errors.print(f"[bold red]{name}[/]: a fault of the benchmark's own")
                errors.print_exception()
            # After every case: an interrupted run still has what it measured.
            if out is not None:
                write_json(context.results.values(), out)
    print_table(list(context.results.values()), place.machine + stolen_since(before), console)
    if failed:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(bench)
