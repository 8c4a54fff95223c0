"""The command line of Points Ledger: what it understands. What a command needs is loaded when it runs, since `--help`
and a mistyped option need none of it, and it takes longer to load than many commands take."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from ledger import __version__
from ledger.command_line.terminal import bar, console, fail
from ledger.config import Settings
from ledger.domain.imports.names import KindName

if TYPE_CHECKING:
    from ledger.bootstrap import Installation

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
clock_app = typer.Typer(help="The clock that everything is recorded by.", no_args_is_help=True)
app.add_typer(clock_app, name="clock")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]


def main() -> None:
    """Run the command line; a mistake or a server that is away is one line, not a traceback."""
    try:
        app()
    except Exception as error:  # whatever a command raises: what has no line of its own goes on as it is
        line = _told(error)
        if line is None:
            raise
        fail(line)


def _told(error: Exception) -> str | None:
    """What people are told of an error that they can do something about."""
    from psycopg import Error

    from ledger.domain.errors import Refusal
    from ledger.infrastructure.embedded import EmbeddedServerError
    from ledger.projections.engine.rebuild import RebuildRunning

    if isinstance(error, (EmbeddedServerError, RebuildRunning, Refusal, ValueError)):
        return str(error)
    if isinstance(error, (Error, OSError)):
        return f"{type(error).__name__}: {error}".strip()
    return None


@contextmanager
def installed() -> Iterator[Installation]:
    from ledger import logs
    from ledger.bootstrap import installation, refuse_another_key

    logs.configure()
    with installation(Settings.from_environment()) as where:
        refuse_another_key(where)
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
    from ledger.command_line.one_run import alone

    with alone(Settings.from_environment().data), installed() as where:
        from ledger.bootstrap import load_demo, migrate_all
        from ledger.command_line.processes import WorkerProcess
        from ledger.serving import serve_http

        migrate_all(where)
        with WorkerProcess() as minded:
            if where.settings.demo:
                asyncio.run(load_demo(where))
            serve_http(where, minded)


@app.command()
def serve() -> None:
    """Serve HTTP. Run as many as you like over one database; `ledger work` runs beside them."""
    with installed() as where:
        from ledger.serving import serve_http

        serve_http(where, None)


@app.command()
def work(
    with_parent: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Keep projections, deadlines and snapshots. Several may run at once; each event is applied once."""
    if with_parent is not None:
        from ledger.command_line.processes import end_with_parent

        end_with_parent(with_parent)
    with installed() as where:
        from ledger import worker

        asyncio.run(worker.work(where))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or a workbook, 50 MB at most.")],
    kind: Annotated[KindName, typer.Option(help="What the rows are.")],
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
    sheet: Annotated[str | None, typer.Option(help="Of a workbook: the sheet to read.")] = None,
    header_row: Annotated[int | None, typer.Option(min=1, help="The row of the headers; the first is 1.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a text: one that the check names.")] = None,
    hidden_rows: Annotated[bool | None, typer.Option(help="Read hidden rows, too, or pass them over.")] = None,
    with_doubtful: Annotated[
        bool | None,
        typer.Option(
            "--with-doubtful/--without-doubtful",
            help="Write rows that look like something imported before, or leave them out.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a file of an older system, name each bad row, and write it once it is confirmed.

    Without --confirm nothing is written. The same file again changes nothing. Ends with 0 only when no row is wrong
    (or, confirmed --without-bad-rows, when every good row is written) and nothing is open of how the file is read.
    """
    from ledger.command_line.imports import ImportFile, import_file, show_import

    password = password_from(password_file, f"Password of {actor}")
    said = {"sheet": sheet, "header_row": header_row, "encoding": encoding, "hidden_rows": hidden_rows}
    asked = ImportFile(
        file, kind, organisation, actor, password, period, control_total, control_rows, seed, sample, confirm,
        without_bad_rows, {name: value for name, value in said.items() if value is not None}, with_doubtful,
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
    unanswered = bool(found["reading"] and found["reading"]["open"])
    if found["state"] == "failed" or wrong or found["agrees"] is False or unanswered:
        sys.exit(1)


def password_from(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    """The first line of the file that was named, or what is typed at the prompt."""
    if file is not None:
        first: str = next(iter(file.read_text().splitlines()), "")
        if not first:
            raise ValueError(f"{file} has no password on its first line")
        return first
    typed: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=twice)
    return typed


@app.command()
def migrate(
    post: Annotated[
        bool, typer.Option("--post", help="Also what older processes can't live with: when all are of this version.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the databases to this version. Safe to run again, and without --post while the old version serves."""
    with installed() as where:
        from ledger.bootstrap import migrate_all

        applied = migrate_all(where, post=post)
    if as_json:
        print(orjson.dumps({"applied": applied}).decode())
    else:
        console.print(f"applied: {', '.join(applied) or 'nothing new'}")


@app.command()
def rebuild(
    projection: Annotated[str | None, typer.Argument(help="One of them; if omitted: all.")] = None,
) -> None:
    """Work projections out again from the journal, into new tables, while the old ones serve."""
    from ledger.contexts import all_projections
    from ledger.infrastructure.journal.mapper import decode
    from ledger.projections.engine.runner import Runner, connector

    known = [one.name for one in all_projections()]
    if projection is not None and projection not in known:
        raise ValueError(f"there is no projection {projection}; there are: {', '.join(known)}")
    with installed() as where, bar() as shown:
        task = shown.add_task("rebuilding", total=None)
        databases = where.databases
        connect = connector(databases.projector, prepares=databases.prepares)
        runner = Runner(databases.projector, decode, all_projections(), connect=connect)
        runner.rebuild(projection, lambda done, total: shown.update(task, completed=done, total=total))
        runner.close()


@app.command()
def verify(
    organisation: Annotated[str | None, typer.Argument(help="One organisation; if omitted: all.")] = None,
    restored: Annotated[
        bool,
        typer.Option(
            "--restored", help="An earlier state was restored on purpose: what was verified before may be gone."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Walk the hash chain from the first event to the head, and name the first position that is wrong.

    It has to come by where the last sound walk ended: what was cut off behind it, or replaced, is named.
    """
    from ledger.command_line.verification import verify_chains

    with installed() as where:
        outcomes = verify_chains(where, organisation, as_json, restored=restored)
    if as_json:
        print(orjson.dumps([{**asdict(outcome), "sound": outcome.sound} for outcome in outcomes]).decode())
    if not all(outcome.sound for outcome in outcomes):
        sys.exit(1)


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
    from ledger.bootstrap import create_organisation, migrate_all

    password = password_from(password_file, "First password of both", twice=True)
    with installed() as where:
        migrate_all(where, post=False)
        made = asyncio.run(
            create_organisation(
                where, organisation, name, {admin: "admin", hr: "hr"}, time_zone, currency, language, password
            )
        )
    if as_json:
        print(made.decode())
    else:
        console.print(f"[green]{organisation} is there.[/green] Sign in as {hr} to add departments and people.")


@clock_app.command("confirm")
def clock_confirm(as_json: AsJson = False) -> None:
    """Say that this machine's clock is right, though it differs from the database's, has jumped, or lies behind what is
    recorded: the ledger goes on by it. Run it where the service runs."""
    with installed() as where:
        from ledger.bootstrap import confirm_clock

        at, server_at, recorded_upto = confirm_clock(where)
    if as_json:
        print(orjson.dumps({"at": at, "server_at": server_at, "recorded_upto": recorded_upto}).decode())
    else:
        console.print(f"this clock says {at:%Y-%m-%d %H:%M:%S %Z}, the database's {server_at:%Y-%m-%d %H:%M:%S %Z}")
        console.print(f"the last recording is of {recorded_upto:%Y-%m-%d %H:%M:%S %Z}")
