"""The triple check of a file: format while it is read, logic by rehearsal, and a random sample to look at (S58)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from ledger.application.imports import RowAnswer, Values
from ledger.domain.directory.events import SEALED
from ledger.domain.imports.kinds import KINDS, Fault, Headers, headers_of, identity_of, read_row
from ledger.domain.imports.order import depths
from ledger.domain.imports.totals import is_total
from ledger.domain.values import Sealed, local_date
from ledger.infrastructure.files.reading import Notice, Reading
from ledger.infrastructure.files.rows import Row, Unreadable
from ledger.infrastructure.files.tables import NAMED_ROWS, read
from ledger.infrastructure.imports.readings import as_shown, choices_of, unanswered
from ledger.infrastructure.imports.rehearsal import Rehearsal
from ledger.infrastructure.imports.rows import Judged, Rows
from ledger.infrastructure.imports.store import Store
from ledger.infrastructure.imports.texts import sealed_fields, sealed_texts, text_of
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.keys import Keyring

PAGE = 500
ABOVE = {"departments": ("code", "parent"), "employees": ("employee_no", "manager")}
SHOWN_CIRCLE = 5


class Checking:
    """The check of one import, from its start: what an interrupted one has left is dropped."""

    def __init__(
        self, store: Store, keyring: Keyring, one: dict[str, Any], now: datetime, signing: Signing | None
    ) -> None:
        self._store, self._keyring, self._one = store, keyring, one
        self._organisation, self._id = one["organisation"], one["id"]
        self._kind = KINDS[one["kind"]]
        self._rows = Rows(store, self._organisation, self._id)
        self._rehearsal = Rehearsal(store.pool, self._organisation, one["uploaded_by"], now, signing)
        self._first_of: dict[str, int] = {}
        self._above: dict[str, str | None] = {}
        self._number_of: dict[str, int] = {}
        self._numbers: list[int] = []
        self._total = 0
        self._totals: list[int] = []

    async def run(self) -> None:
        self._one = await self._begun()
        await self._rows.clear()
        await self._rehearsal.open()
        with TemporaryFile() as file:
            async for piece in self._store.content(self._organisation, self._id):
                file.write(piece)
            file.seek(0)
            await self._read(file)
        chosen = Random(self._one["seed"]).sample(
            self._numbers, min(self._one["sample_size"], len(self._numbers))
        )  # fmt: skip
        await self._order()
        sample = {row["row"]: {**row, "becomes": None} for row in await self._rows.numbered(chosen)}
        await self._judge(sample)
        shown = [sample[number] for number in chosen]
        await self._store.checked(self._organisation, self._id, rows=len(self._numbers), sample=shown)

    async def _begun(self) -> dict[str, Any]:
        """The import once it is being checked: what is said of it from here on has it checked again."""
        await self._change(state="checking", stage="reading", done=0, of=None)
        found = await self._store.find(self._organisation, self._id)
        assert found is not None
        return found

    async def _change(self, **fields: Any) -> None:
        await self._store.change(self._organisation, self._id, **fields)

    async def _read(self, file: BinaryIO) -> None:
        """The first check: format, and what stands twice."""
        choices = choices_of(self._store.choices(self._one))
        table = read(file, self._one["bytes"], choices, self._fits)
        first = next(table.rows)
        headers = headers_of(self._kind, first.cells)
        names = {"headers": list(headers.places), "unknown": list(headers.unknown)}
        await self._keep(table.reading, headers, {**names, "unanswered": unanswered(table.reading, choices)})
        _check_headers(headers, first.number)
        for page in _pages(self._besides_totals(table.rows, headers), PAGE):
            kept, old = [], []
            for row in page:
                cells = {name: row.cells[place] for name, place in headers.places.items() if place < len(row.cells)}
                values, faults = read_row(self._kind, cells, self._rehearsal.settings.zone)
                faults = _unread(row, headers, faults) + _beyond(row, len(first.cells))
                faults += self._standing_twice(row, values) + self._outside(values)
                self._note(row, values, faults)
                state = "bad" if faults else "read" if self._kind.written else "ready"
                kept.append((row.number, state, _bounded(cells), faults))
                if not faults and not self._kind.written:
                    old.append((row.number, values["employee_no"], values["points"], values.get("occurred_at"),
                                values.get("source_id")))  # fmt: skip
            await self._rows.add(kept)
            if old:
                await self._rows.add_old(old)
            await self._change(done=len(self._numbers))
        if not self._numbers:
            raise Unreadable("empty", "There are no rows below the headers.")
        if self._totals:
            await self._keep(_without(table.reading, self._totals), headers, {})
        await self._change(total=self._total if self._kind.summed else None, of=len(self._numbers), done=0)

    def _besides_totals(self, rows: Iterable[Row], headers: Headers) -> Iterator[Row]:
        for row in rows:
            if is_total(self._kind, row.cells, headers.places):
                self._totals.append(row.number)
            else:
                yield row

    async def _keep(self, reading: Reading, headers: Headers, beside: Mapping[str, Any]) -> None:
        await self._store.read(self._organisation, self._id, as_shown(reading, headers.places), **beside)

    def _fits(self, cells: Sequence[str]) -> int:
        return len(headers_of(self._kind, cells).places)

    def _standing_twice(self, row: Row, values: dict[str, Any]) -> list[Fault]:
        identity = identity_of(self._kind, values)
        if identity is None:
            return []
        first = self._first_of.setdefault("\0".join(identity), row.number)
        if first == row.number:
            return []
        return [Fault(self._kind.identity[0], "duplicate", f"The same stands in row {first} already.")]

    def _outside(self, values: dict[str, Any]) -> list[Fault]:
        """A movement of an old system's month may lie a day off, by another time zone, and no more."""
        if not self._kind.by_month or "occurred_at" not in values:
            return []
        year, month = (int(part) for part in self._one["period"].split("-"))
        begins, ends = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = local_date(values["occurred_at"], self._rehearsal.settings.zone)
        if begins - timedelta(days=1) <= day <= ends + timedelta(days=1):
            return []
        return [Fault("occurred_at", "outside-period", f"Not in {self._one['period']}.")]

    def _note(self, row: Row, values: dict[str, Any], faults: Sequence[Fault]) -> None:
        self._numbers.append(row.number)
        self._total += values.get("points", 0)
        if self._kind.name in ABOVE and not faults:
            own, above = ABOVE[self._kind.name]
            self._above[values[own]] = values.get(above)
            self._number_of[values[own]] = row.number

    async def _order(self) -> None:
        """Whoever is above comes first; who stands in a circle is named."""
        placed, circles = depths(self._above)
        deep = ((self._number_of[one], depth) for one, depth in placed.items() if depth)
        for page in _pages(deep, 10 * PAGE):
            await self._rows.place(page)
        column = ABOVE[self._kind.name][1] if circles else None
        bad = (
            Judged(self._number_of[one], "bad", [Fault(column, "circle", f"A circle in the file: {_named(circle)}.")])
            for one, circle in circles.items()
        )
        for found in _pages(bad, PAGE):
            await self._rows.judge(found)

    async def _judge(self, sample: dict[int, dict[str, Any]]) -> None:
        """The second check: what each row would become."""
        await self._change(stage="judging")
        done = 0
        while page := await self._rows.page("read", PAGE):
            given = [read_row(self._kind, row.cells, self._rehearsal.settings.zone)[0] for row in page]
            texts = await sealed_texts(
                self._keyring, self._organisation, self._kind.name, self._rehearsal.directory, given, rehearsed=True
            )
            rows = await self._sealed(given)
            outcomes = await self._rehearsal.judge(self._kind.name, list(zip(rows, texts, strict=True)))
            judged = [_judged(row.number, outcome) for row, outcome in zip(page, outcomes, strict=True)]
            await self._rows.judge(judged)
            for one, values, outcome in zip(judged, given, outcomes, strict=True):
                if one.number in sample:
                    sample[one.number] |= self._seen(one, values, outcome)
            done += len(page)
            await self._change(done=done)

    async def _sealed(self, given: list[Values]) -> list[Values]:
        if self._kind.name != "employees":
            return given
        today = self._rehearsal.today
        return await sealed_fields(
            self._keyring, self._organisation, self._rehearsal.directory, given, today, rehearsed=True
        )

    def _seen(self, one: Judged, values: Values, outcome: RowAnswer | Fault) -> dict[str, Any]:
        """A row of the sample: its state, and what it becomes."""
        if isinstance(outcome, Fault):
            return {"state": one.state, "problems": [fault._asdict() for fault in one.faults]}
        texts = {name: text_of(values[name]) for name in ("name", "reason", *SEALED) if values.get(name) is not None}
        becomes = {"id": outcome.id, "effect": outcome.effect, **self._opened(outcome.becomes), **texts}
        return {"state": one.state, "effect": one.effect, "becomes": becomes}

    def _opened(self, body: Values) -> Values:
        """Whoever looks at a sample reads what is on record, too."""
        return {
            name: self._keyring.open(self._organisation, Sealed(person=value["$sealed"], box=value["box"]))
            if isinstance(value, dict) and value.keys() == {"$sealed", "box"}
            else value
            for name, value in body.items()
        }


def _beyond(row: Row, width: int) -> list[Fault]:
    """A cell without a header: perhaps 1,000 without quotes, which would be one point."""
    if len(row.cells) <= width:
        return []
    reason = f"Has more cells than the {width} headers; does a cell hold a comma without quotes?"
    return [Fault(None, "beyond-headers", reason)]


def _unread(row: Row, headers: Headers, faults: Sequence[Fault]) -> list[Fault]:
    """What is wrong with a cell as it was read goes before what its text would break."""
    wrong = {name: row.wrong[place] for name, place in headers.places.items() if place in row.wrong}
    named = [Fault(name, one.rule, one.reason) for name, one in wrong.items()]
    return named + [fault for fault in faults if fault.column not in wrong]


def _without(reading: Reading, totals: Sequence[int]) -> Reading:
    reason = "These rows are sums, and are passed over: they are nobody, and no points."
    notice = Notice("totals-rows", reason, len(totals), tuple(totals[:NAMED_ROWS]))
    return replace(reading, notices=(*reading.notices, notice))


def _judged(number: int, outcome: RowAnswer | Fault) -> Judged:
    if isinstance(outcome, Fault):
        return Judged(number, "bad", [outcome])
    effect = outcome.effect
    return Judged(number, "unchanged" if effect == "unchanged" else "ready", effect=effect)


def _check_headers(headers: Headers, row: int) -> None:
    if headers.twice:
        raise Unreadable("headers", f"These columns stand twice: {', '.join(headers.twice)}.", row)
    if headers.missing:
        raise Unreadable("headers", f"These columns are missing: {', '.join(headers.missing)}.", row)


def _bounded(cells: dict[str, str]) -> dict[str, str]:
    """What is kept of cells; nobody mends more than this, and texts that are not Unicode are no JSON."""
    return {name: cell[:20_000].encode("utf-8", "replace").decode() for name, cell in cells.items()}


def _named(circle: Sequence[str]) -> str:
    shown = " → ".join((*circle[:SHOWN_CIRCLE], "…" if len(circle) > SHOWN_CIRCLE else circle[0]))
    return shown


def _pages(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    walking = iter(items)
    while page := list(islice(walking, size)):
        yield page
