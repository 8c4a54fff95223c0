"""What `ledger import` does: the same upload, check and confirmation as over HTTP, worked on by this very process."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.markup import escape

from ledger.api.http.fields import is_month
from ledger.api.http.services import Services
from ledger.application import imports as verbs
from ledger.application.ids import new_id
from ledger.application.sessions import NotSignedIn, Origin, is_provisional
from ledger.application.unit import Command
from ledger.application.uploads import TooLarge, Upload
from ledger.bootstrap import Installation, services
from ledger.command_line.terminal import console
from ledger.domain.authorisation import check_permitted
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.imports.batch import Checked, agrees, reading_closed
from ledger.domain.imports.kinds import KINDS
from ledger.domain.imports.names import KindName
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.importing import job
from ledger.infrastructure.files.tables import MOST_BYTES
from ledger.infrastructure.imports.store import WORKING, Store

LOOK_SECONDS = 0.2
SHOWN_ROWS = 10_000
WRONG = ("bad", "refused", "doubtful")
PRINTED_ROWS = 20
"""Bad rows that are printed; all of them are in the file to mend."""

Report = Callable[[str, int, int | None], None]
"""`(stage, done, of)` as the work goes on."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """What the command line asks for."""

    file: Path
    kind: KindName
    organisation: str
    actor: str
    password: str
    period: str | None
    control_total: int | None
    control_rows: int | None
    seed: int | None
    sample: int
    confirm: bool
    without_bad_rows: bool
    choices: Mapping[str, str | int | bool]
    """What is said of how the file is read."""
    with_doubtful: bool | None = None


async def import_file(where: Installation, asked: ImportFile, report: Report) -> dict[str, Any]:
    """The import as it stands at the end, with its sample and the rows that are wrong.

    Raises ValueError for what can't be begun, and Refusal where the ledger's rules say no.
    """
    if asked.period is not None and not is_month(asked.period):
        raise ValueError("--period is a month, such as 2026-11")
    if KINDS[asked.kind].by_month != (asked.period is not None):
        raise ValueError("--period YYYY-MM goes with old-balances and old-movements, and with nothing else")
    async with services(where) as ready, job(where.databases) as (work, store):
        asked = replace(asked, actor=await _sign_in(ready, asked))
        upload = Upload(
            asked.organisation, new_id(), asked.kind, asked.period or "", asked.file.name, asked.actor,
            ready.journal.clock(), asked.control_total, asked.control_rows,
            secrets.randbelow(2**31) if asked.seed is None else asked.seed, asked.sample,
        )  # fmt: skip
        try:
            one, _ = await store.keep(upload, _pieces(asked.file), MOST_BYTES)
        except TooLarge as error:
            raise ValueError(f"{asked.file} is larger than {MOST_BYTES} bytes") from error
        if asked.choices and not await store.choose(asked.organisation, one["id"], asked.choices, asked.actor):
            raise reading_closed()
        one = await store.find(asked.organisation, one["id"]) or one
        run = partial(work.run, asked.organisation, one["id"])
        one = await _watched(store, one, run, report)
        if asked.confirm and one["rows"] is not None and one["state"] in _to_confirm(asked):
            await _confirm(ready, store, one, asked)
            one = await _watched(store, one, run, report)
        return await _outcome(ready, one)


async def _sign_in(ready: Services, asked: ImportFile) -> str:
    """The number of who signed in, as it is spelt on record."""
    try:
        password = await ready.sessions.check_password(
            asked.organisation, asked.actor, asked.password, Origin("command line")
        )
    except NotSignedIn as error:
        raise ValueError(error.detail) from error
    directory, settings = await ready.journal.states(asked.organisation, DIRECTORY, ORGANISATION)
    assert isinstance(directory, Directory) and isinstance(settings, Organisation)
    actor = password.employee_no
    if is_provisional(actor, password, directory):
        raise ValueError("somebody else set this password: sign in on the page and choose your own first")
    check_permitted("imports.write", directory.roles_of(actor, settings.today(ready.journal.clock())))
    return actor


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(1 << 20):
            yield piece


async def _watched(store: Store, one: dict[str, Any], run: Callable[[], Any], report: Report) -> dict[str, Any]:
    """Work until nothing is under way; the worker may be quicker, and then this waits for it."""
    while one["state"] in WORKING:
        working = asyncio.ensure_future(run())
        while not working.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(working), LOOK_SECONDS)
            one = await _looked(store, one, report)
        if not working.result():
            await asyncio.sleep(LOOK_SECONDS)
        one = await _looked(store, one, report)
    return one


async def _looked(store: Store, one: dict[str, Any], report: Report) -> dict[str, Any]:
    found = await store.find(one["organisation"], one["id"])
    assert found is not None
    report(found["stage"] or found["state"], found["done"], found["of"])
    return found


def _to_confirm(asked: ImportFile) -> tuple[str, ...]:
    """In which states an import is confirmed: an imported one once more for what was left out as doubtful."""
    return ("checked", "failed", "imported") if asked.with_doubtful else ("checked", "failed")


async def _confirm(ready: Services, store: Store, one: dict[str, Any], asked: ImportFile) -> None:
    checked = Checked.of(one)
    handler = partial(
        verbs.confirm,
        id=one["id"],
        checked=checked,
        without_bad_rows=asked.without_bad_rows,
        with_doubtful=asked.with_doubtful,
    )
    await ready.journal.submit(Command(one["organisation"], asked.actor, new_id(), handler))
    await store.confirm(one, asked.actor, more=bool(asked.with_doubtful))
    one["state"] = "importing"


async def _outcome(ready: Services, one: dict[str, Any]) -> dict[str, Any]:
    shown = ("id", "kind", "state", "sha256", "rows", "total", "seed", "problem", "control_total", "control_rows")
    return {
        **{name: one[name] for name in shown},
        "agrees": agrees(one) if one["rows"] is not None else None,
        "counts": one["counted"]["states"],
        "effects": one["counted"]["effects"],
        "unknown_columns": one["unknown"],
        "reading": ready.imports.reading(one),
        "sample": ready.imports.sample(one),
        "wrong": await ready.imports.shown(one["organisation"], one["id"], WRONG, SHOWN_ROWS, 0),
    }


def show_reading(reading: dict[str, Any]) -> None:
    """How the file is read, and what is still to be said of it."""
    sheet = f", sheet {reading['sheet']}" if reading["sheet"] else ""
    encoding = f", {reading['encodings'][0]['encoding']}" if reading["encodings"] else ""
    console.print(escape(f"{reading['format']}{sheet}{encoding}, headers in row {reading['header_row']}"))
    for column in reading["columns"]:
        samples = ", ".join(column["samples"]) or "nothing"
        console.print(escape(f"  {column['title']} → {column['column'] or 'passed over'}: {samples}"), soft_wrap=True)
    for notice in reading["notices"]:
        rows = f" (rows {', '.join(map(str, notice['rows']))}{'…' if notice['times'] > len(notice['rows']) else ''})"
        console.print(escape(f"{notice['rule']}: {notice['reason']}{rows if notice['rows'] else ''}"), soft_wrap=True)
    for guess in reading["encodings"] if "encoding" in reading["open"] else ():
        console.print(escape(f"  --encoding {guess['encoding']}: {', '.join(guess['samples'])}"), soft_wrap=True)
    if reading["open"]:
        options = ", ".join(f"--{field.replace('_', '-')}" for field in reading["open"])
        console.print(f"[red]Say first how it is to be read:[/red] {options}")


def show_import(found: dict[str, Any]) -> None:
    """What became of a file, for people."""
    if found["problem"]:
        console.print(f"[red]{found['problem']['rule']}:[/red] {escape(found['problem']['reason'])}", soft_wrap=True)
    if found["reading"]:
        show_reading(found["reading"])
    for row in found["wrong"][:PRINTED_ROWS]:
        for fault in row["problems"]:
            where = f"row {row['row']}" + (f", {fault['column']}" if fault["column"] else "")
            console.print(f"[red]{where}:[/red] {fault['rule']}: {escape(fault['reason'])}", soft_wrap=True)
    if len(found["wrong"]) > PRINTED_ROWS:
        console.print(f"… and {len(found['wrong']) - PRINTED_ROWS} more; GET /v1/imports/{found['id']}/corrected.csv")
    for row in found["sample"] or ():
        console.print(f"row {row['row']}: {escape(str(row['given']))} → {escape(str(row['becomes']))}", soft_wrap=True)
    counts = ", ".join(f"{count} {state}" for state, count in found["counts"].items())
    console.print(f"[bold]{found['state']}[/bold] {found['id']}: {counts or 'no rows'}; seed {found['seed']}")
