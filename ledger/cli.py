"""The command line of Points Ledger."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import orjson
import psycopg
import typer
from psycopg.errors import Error
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ledger import __version__, logs, worker
from ledger.bootstrap import Installation, application, create_organisation, installation, load_demo, migrate_all
from ledger.config import Settings
from ledger.domain.errors import Refusal
from ledger.domain.imports.kinds import KINDS
from ledger.import_command import ImportFile, import_file
from ledger.infrastructure.embedded import EmbeddedServerError
from ledger.infrastructure.journal.mapper import decode
from ledger.infrastructure.journal.verification import Verification, remember, walk
from ledger.processes import WorkerProcess, end_with_parent
from ledger.projections.rebuild import RebuildRunning
from ledger.projections.registry import all_projections
from ledger.projections.runner import Runner

HELP = """
Points for the value that people create, as an event-sourced ledger.

Settings come from the environment: LEDGER_HOST (127.0.0.1), LEDGER_PORT (8000), LEDGER_DATA (.ledger),
LEDGER_DATABASE_URL and LEDGER_REDIS_URL for servers of your own (otherwise PostgreSQL and Valkey are started
from the installed wheels), LEDGER_MASTER_KEY (64 hex digits; otherwise a file in the data folder),
LEDGER_DEMO=0 for no demo organisation, LEDGER_LOG (debug, info, warning, error).
"""
app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
organisation_app = typer.Typer(help="Organisations (tenants).", no_args_is_help=True)
app.add_typer(organisation_app, name="organisation")
UTC = "-c timezone=UTC"
console = Console(stderr=True, highlight=False)
MOST_SHOWN = 20
"""Bad rows that are printed; all of them are in the file to mend."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]


def main() -> None:
    """Run the command line; a mistake or a server that is away is one line, not a traceback."""
    logs.configure()
    try:
        app()
    except (EmbeddedServerError, RebuildRunning, ValueError) as error:
        fail(str(error))
    except Refusal as refusal:
        fail(refusal.detail)
    except (Error, OSError) as error:
        fail(f"{type(error).__name__}: {error}".strip())


def fail(line: str) -> None:
    console.print(f"[red]ledger:[/red] {line}", soft_wrap=True)
    sys.exit(1)


@contextmanager
def installed() -> Iterator[Installation]:
    with installation(Settings.from_environment()) as where:
        yield where


def print_version(wanted: bool) -> None:
    if wanted:
        print(f"points-ledger {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before any command."""


@app.command()
def run() -> None:
    """Start everything: servers, migrations, the demo organisation on an empty ledger, the worker, the service.

    For one machine, and for trying it out: what scripts/run calls. Ctrl-C ends all of it.
    """
    with installed() as where:
        migrate_all(where)
        with WorkerProcess() as minded:
            if where.settings.demo:
                asyncio.run(load_demo(where))
            serve_http(where, minded)


@app.command()
def serve() -> None:
    """Serve HTTP. Run as many as you like over one database; `ledger work` runs beside them."""
    with installed() as where:
        serve_http(where, None)


def serve_http(where: Installation, minded: WorkerProcess | None) -> None:
    """Serve until a signal, on this process's event loop."""
    # Here, since no other command needs them.
    import uvicorn

    from ledger.infrastructure.http import Protocol

    def started() -> None:
        address = f"http://{where.settings.host}:{where.settings.port}"
        console.print(f"[bold green]Points Ledger[/bold green] answers at [bold]{address}[/bold]", soft_wrap=True)
        console.print(f"  API documentation: {address}/docs", soft_wrap=True)
        if where.settings.demo and minded is not None:
            console.print(
                "  Demo logins (organisation demo): manager FIN00, employee FIN01, HR01, auditor AUD01, "
                "payroll PAY01, admin ROOT; the password is in LEDGER_DEMO_PASSWORD (default: demo)",
                soft_wrap=True,
            )
        elif minded is not None:
            console.print("  No organisation yet? ledger organisation create --help", soft_wrap=True)

    config = uvicorn.Config(
        application(where, started, minded.poll if minded else lambda: None),
        host=where.settings.host,
        port=where.settings.port,
        loop="uvloop",
        http=Protocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        timeout_graceful_shutdown=3,
        backlog=2048,
    )
    server = uvicorn.Server(config)
    server.run()
    if not server.started:
        fail(f"nothing could listen on {where.settings.host}:{where.settings.port}; is the port taken?")


@app.command()
def work(
    with_parent: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Keep projections, deadlines and snapshots. Several may run at once; each event is applied once."""
    if with_parent is not None:
        end_with_parent(with_parent)
    with installed() as where:
        asyncio.run(worker.work(where))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX, 50 MB at most.")],
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(KINDS)}.")],
    organisation: Annotated[str, typer.Option(help="Its id.")],
    actor: Annotated[str, typer.Option("--as", help="Number of the hr in whose name it happens.")] = "HR01",
    password_file: Annotated[
        Path | None, typer.Option(help="Their password, on the first line; otherwise it is asked for.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="YYYY-MM, with old-balances and old-movements.")] = None,
    control_total: Annotated[int | None, typer.Option(help="The sum of all points that the file should have.")] = None,
    control_rows: Annotated[int | None, typer.Option(help="How many rows it should have.")] = None,
    seed: Annotated[int | None, typer.Option(help="Chooses the sample; otherwise one is drawn and told.")] = None,
    sample: Annotated[int, typer.Option(help="So many rows are shown beside what they become.")] = 5,
    confirm: Annotated[bool, typer.Option("--confirm", help="Write it, too; otherwise it is only checked.")] = False,
    without_bad_rows: Annotated[bool, typer.Option("--without-bad-rows", help="Leave the bad rows out.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check a file of an older system, name each bad row, and write it once it is confirmed.

    Without --confirm nothing is written. The same file again changes nothing. Ends with 0 only when no row is wrong
    (or, confirmed --without-bad-rows, when every good row is written).
    """
    if password_file is not None:
        password = password_file.read_text().splitlines()[0]
    else:
        password = typer.prompt(f"Password of {actor}", hide_input=True)
    asked = ImportFile(
        file, kind, organisation, actor, password, period, control_total, control_rows, seed, sample, confirm,
        without_bad_rows,
    )  # fmt: skip
    with installed() as where, bar(hidden=as_json) as shown:
        task = shown.add_task("uploading", total=None)
        found = asyncio.run(
            import_file(
                where, asked, lambda stage, done, of: shown.update(task, description=stage, completed=done, total=of)
            )
        )
    if as_json:
        print(orjson.dumps(found).decode())
    else:
        show_import(found)
    wrong = found["counts"].get("refused", 0) + (0 if without_bad_rows and confirm else found["counts"].get("bad", 0))
    if found["state"] == "failed" or wrong or found["agrees"] is False:
        sys.exit(1)


def show_import(found: dict[str, Any]) -> None:
    """What became of a file, for people."""
    if found["problem"]:
        console.print(f"[red]{found['problem']['rule']}:[/red] {escape(found['problem']['reason'])}", soft_wrap=True)
    for row in found["wrong"][:MOST_SHOWN]:
        for fault in row["problems"]:
            where = f"row {row['row']}" + (f", {fault['column']}" if fault["column"] else "")
            console.print(f"[red]{where}:[/red] {fault['rule']}: {escape(fault['reason'])}", soft_wrap=True)
    if len(found["wrong"]) > MOST_SHOWN:
        console.print(f"… and {len(found['wrong']) - MOST_SHOWN} more; GET /v1/imports/{found['id']}/corrected.csv")
    for row in found["sample"] or ():
        console.print(f"row {row['row']}: {escape(str(row['given']))} → {escape(str(row['becomes']))}", soft_wrap=True)
    counts = ", ".join(f"{count} {state}" for state, count in found["counts"].items())
    console.print(f"[bold]{found['state']}[/bold] {found['id']}: {counts or 'no rows'}; seed {found['seed']}")


@app.command()
def migrate(as_json: AsJson = False) -> None:
    """Bring the databases to this version. Safe to run again, and while the old version still serves."""
    with installed() as where:
        applied = migrate_all(where)
    if as_json:
        print(orjson.dumps({"applied": applied}).decode())
    else:
        console.print(f"applied: {', '.join(applied) or 'nothing new'}")


@app.command()
def rebuild(
    projection: Annotated[str | None, typer.Argument(help="One of them; none: all.")] = None,
) -> None:
    """Work projections out again from the journal, into new tables, while the old ones serve."""
    known = [one.name for one in all_projections()]
    if projection is not None and projection not in known:
        raise ValueError(f"there is no projection {projection}; there are: {', '.join(known)}")
    with installed() as where, bar() as shown:
        task = shown.add_task("rebuilding", total=None)
        runner = Runner(where.databases.projector, decode, all_projections())
        runner.rebuild(projection, lambda done, total: shown.update(task, completed=done, total=total))
        runner.close()


@app.command()
def verify(
    organisation: Annotated[str | None, typer.Argument(help="One organisation; none: all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Walk the hash chain from the first event to the head, and name the first position that is wrong."""
    with installed() as where, psycopg.connect(where.databases.app, autocommit=True, options=UTC) as connection:
        rows = connection.execute("SELECT organisation, position FROM journal.heads ORDER BY 1").fetchall()
        heads = {name: head for name, head in rows if organisation in (None, name)}
        if organisation is not None and not heads:
            raise ValueError(f"there is no organisation {organisation}")
        outcomes = [verify_one(connection, name, head, as_json) for name, head in heads.items()]
    if as_json:
        print(orjson.dumps([{**asdict(outcome), "sound": outcome.sound} for outcome in outcomes]).decode())
    if not all(outcome.sound for outcome in outcomes):
        sys.exit(1)


def verify_one(connection: psycopg.Connection, organisation: str, head: int, quiet: bool) -> Verification:
    with bar(hidden=quiet) as shown:
        task = shown.add_task(organisation, total=head)
        for outcome in walk(connection, organisation):
            shown.update(task, completed=outcome.verified)
    remember(connection, outcome)
    if not quiet and outcome.sound:
        console.print(f"[green]{organisation}: {outcome.verified} events verified[/green], hash {outcome.hash}")
    elif not quiet:
        console.print(f"[red]{organisation}: position {outcome.wrong_at} is wrong: {outcome.wrong}[/red]")
    return outcome


def bar(hidden: bool = False) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=hidden)


@organisation_app.command("create")
def organisation_create(
    organisation: Annotated[str, typer.Argument(help="Its id, for ever: a to z, digits and dashes.")],
    name: Annotated[str, typer.Option(help="The name that people read.")],
    admin: Annotated[str, typer.Option(help="Employee number of the admin, who gives roles.")] = "ROOT",
    hr: Annotated[str, typer.Option(help="Employee number of the first hr, who registers people.")] = "HR01",
    time_zone: Annotated[str, typer.Option(help="For ever: months begin and end by it.")] = "Asia/Shanghai",
    currency: Annotated[str, typer.Option()] = "CNY",
    language: Annotated[str, typer.Option(help="zh or en")] = "zh",
    password_file: Annotated[
        Path | None, typer.Option(help="First password of both, on the first line; otherwise it is asked for.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Create an organisation with its admin and its first hr."""
    if password_file is not None:
        password = password_file.read_text().splitlines()[0]
    else:
        password = typer.prompt("First password of both", hide_input=True, confirmation_prompt=True)
    with installed() as where:
        migrate_all(where)
        made = asyncio.run(
            create_organisation(
                where, organisation, name, {admin: "admin", hr: "hr"}, time_zone, currency, language, password
            )
        )
    if as_json:
        print(made.decode())
    else:
        console.print(f"[green]{organisation} is there.[/green] Sign in as {hr} to add departments and people.")
