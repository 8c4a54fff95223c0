"""The triple check of a file: format while it is read, logic by rehearsal, and a random sample to look at (S58)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple, TypeGuard

from ledger.application.imports import RowAnswer, Values
from ledger.domain.accounts.credited import GRANT, Credited
from ledger.domain.directory.events import SEALED
from ledger.domain.imports.cells import LONGEST_CELL
from ledger.domain.imports.headers import Headers, headers_of, known_headers
from ledger.domain.imports.kinds import KINDS, Fault, identity_of, read_row
from ledger.domain.imports.totals import is_total
from ledger.domain.values import Sealed, local_date
from ledger.infrastructure.files.reading import Notice, Reading
from ledger.infrastructure.files.rows import Row, Unreadable
from ledger.infrastructure.files.tables import NAMED_ROWS, read
from ledger.infrastructure.imports.above import Above
from ledger.infrastructure.imports.doubts import Doubts, credits_of
from ledger.infrastructure.imports.lookup import Lookup
from ledger.infrastructure.imports.paging import MOST_AT_ONCE, PAGE, light_pages
from ledger.infrastructure.imports.readings import as_shown, choices_of, unanswered
from ledger.infrastructure.imports.rehearsal import Rehearsal
from ledger.infrastructure.imports.remembered import remember, remembered
from ledger.infrastructure.imports.rows import Judged, Kept, Read, Rows
from ledger.infrastructure.imports.store import Store
from ledger.infrastructure.imports.texts import sealed_fields, sealed_texts, text_of
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.keys import Keyring

UNTRUSTED = frozenset({"beyond-headers"})
"""Where the cells of a row may stand under other headers, they are not judged at all."""


class Taken(NamedTuple):
    """A row of the file: its cells by column, their values, and what is wrong with it so far."""

    number: int
    cells: dict[str, str]
    values: Values
    faults: list[Fault]


class ToJudge(NamedTuple):
    """A row that waits for the rules: its values, what is wrong with it so far, and what was found out about its
    references since it was read."""

    number: int
    values: Values
    faults: list[Fault]
    meant: dict[str, str]


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
        self._lookup = Lookup(self._rehearsal, keyring, self._organisation)
        self._first_of: dict[str, int] = {}
        self._above = Above(self._kind, self._rows, self._lookup, self._rehearsal)
        self._doubts = Doubts(store, self._organisation, self._id, self._on_record)
        self._numbers: list[int] = []
        self._at_once = PAGE
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
        await self._above.settle()
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
        known = await remembered(self._store, self._organisation, self._kind.name)
        table = read(file, choices, known_headers(self._kind, known))
        first = next(table.rows)
        headers = headers_of(self._kind, first.cells, choices.columns, known)
        names = {"headers": list(headers.places), "unknown": list(headers.unknown)}
        await self._keep(table.reading, headers, {**names, "unanswered": unanswered(table.reading, choices, headers)})
        _check_headers(headers, first.number)
        await remember(self._store, self._organisation, self._kind.name, headers.seen, choices.columns)
        width = len(first.cells)
        for page in light_pages(
            (self._taken(row, headers, width) for row in self._besides_totals(table.rows, headers)), _weight
        ):
            if sum(map(_weight, page)) >= MOST_AT_ONCE:
                self._at_once = min(self._at_once, len(page))
            await self._take(page)
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
        await self._store.read(self._organisation, self._id, as_shown(reading, headers), **beside)

    def _taken(self, row: Row, headers: Headers, width: int) -> Taken:
        cells = {name: row.cells[place] for name, place in headers.places.items() if place < len(row.cells)}
        values, faults = read_row(self._kind, cells, self._rehearsal.settings.zone)
        return Taken(row.number, _bounded(cells), values, _unread(row, headers, faults) + _beyond(row, width))

    async def _take(self, page: Sequence[Taken]) -> None:
        """Rows with what their references mean; of what refers to rows of the file itself, that is known at its end."""
        settled = await self._lookup.settle(self._kind, [one.values for one in page], self._above.column)
        kept, old = [], []
        for one, (meant, unclear) in zip(page, settled, strict=True):
            number, values = one.number, one.values | meant if meant else one.values
            faults = one.faults + unclear + self._standing_twice(number, values) + self._outside(values)
            self._note(number, values, faults)
            kept.append(Read(number, self._state(faults), one.cells, faults, meant))
            if not faults and not self._kind.written:
                old.append((number, values["employee_no"], values["points"], values.get("occurred_at"),
                            values.get("source_id")))  # fmt: skip
        await self._rows.add(kept)
        if old:
            await self._rows.add_old(old)

    def _state(self, faults: Sequence[Fault]) -> str:
        """Rows that something is wrong with are judged, too, so that all of it is said at once."""
        if any(fault.rule in UNTRUSTED for fault in faults):
            return "bad"
        if self._kind.written:
            return "read"
        return "bad" if faults else "ready"

    def _standing_twice(self, number: int, values: dict[str, Any]) -> list[Fault]:
        identity = identity_of(self._kind, values)
        if identity is None:
            return []
        first = self._first_of.setdefault("\0".join(identity), number)
        if first == number:
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

    def _note(self, number: int, values: dict[str, Any], faults: Sequence[Fault]) -> None:
        self._numbers.append(number)
        self._total += values.get("points", 0)
        self._above.note(number, values, faults)

    async def _judge(self, sample: dict[int, dict[str, Any]]) -> None:
        """The second check: what each row would become."""
        await self._change(stage="judging")
        done = 0
        while page := await self._rows.page("read", self._at_once):
            rows = [self._to_judge(row) for row in page]
            outcomes = await self._outcomes([row for row in rows if not row.faults])
            wrong = {row.number: row.faults for row in rows if row.faults}
            wrong |= {number: [outcome] for number, outcome in outcomes.items() if isinstance(outcome, Fault)}
            faults = await self._all_faults([row for row in rows if row.number in wrong], wrong)
            doubts = await self._doubtful(rows, outcomes)
            judged = [_judged(row.number, outcomes.get(row.number), faults, doubts) for row in rows]
            await self._rows.judge(judged)
            if meant := [(row.number, row.meant) for row in rows if row.meant]:
                await self._rows.mean(meant)
            for one, row in zip(judged, rows, strict=True):
                if one.number in sample:
                    sample[one.number] |= self._seen(one, row.values, outcomes.get(one.number))
            done += len(page)
            await self._change(done=done)

    async def _doubtful(self, rows: Sequence[ToJudge], outcomes: dict[int, RowAnswer | Fault]) -> dict[int, Fault]:
        """Rows that would credit what may be on record already, in another shape."""
        zone = self._rehearsal.settings.zone
        answers = ((row, outcomes.get(row.number)) for row in rows)
        new = ((row.number, answer.id, row.values) for row, answer in answers if _is_new(answer))
        return await self._doubts.in_file(credits_of(self._kind.name, new, zone), zone)

    def _to_judge(self, kept: Kept) -> ToJudge:
        """A row with what its references mean; who is above it by another spelling or name, `meant` says."""
        values = {**read_row(self._kind, kept.cells, self._rehearsal.settings.zone)[0], **kept.meant}
        faults, meant = self._above.of(kept.number, values)
        return ToJudge(kept.number, values | meant, [*kept.faults, *faults], meant)

    async def _outcomes(self, rows: Sequence[ToJudge]) -> dict[int, RowAnswer | Fault]:
        """What rows become that nothing is wrong with so far."""
        given = [row.values for row in rows]
        texts = await sealed_texts(
            self._keyring, self._organisation, self._kind.name, self._rehearsal.directory, given, rehearsed=True
        )
        sealed = await self._sealed(given)
        outcomes = await self._rehearsal.judge(self._kind.name, list(zip(sealed, texts, strict=True)))
        return {row.number: outcome for row, outcome in zip(rows, outcomes, strict=True)}

    async def _all_faults(self, rows: Sequence[ToJudge], known: dict[int, list[Fault]]) -> dict[int, list[Fault]]:
        """All that is wrong with each. Whoever a row refers to may stand in the file, in a row that is bad itself."""
        found = await self._rehearsal.all_faults(self._kind.name, [(row.values, known[row.number]) for row in rows])
        return {
            row.number: [self._above.better(fault, row.values) for fault in of]
            for row, of in zip(rows, found, strict=True)
        }

    async def _on_record(self, subjects: Sequence[str]) -> Sequence[Credited | None]:
        streams = [GRANT.named(subject) for subject in subjects]
        await self._rehearsal.load(*streams)
        return [self._rehearsal.state(stream) for stream in streams]

    async def _sealed(self, given: list[Values]) -> list[Values]:
        if self._kind.name != "employees":
            return given
        today = self._rehearsal.today
        return await sealed_fields(
            self._keyring, self._organisation, self._rehearsal.directory, given, today, rehearsed=True
        )

    def _seen(self, one: Judged, values: Values, outcome: RowAnswer | Fault | None) -> dict[str, Any]:
        """A row of the sample: its state, and what it becomes."""
        problems = [fault._asdict() for fault in one.faults]
        if not isinstance(outcome, RowAnswer):
            return {"state": one.state, "problems": problems}
        texts = {name: text_of(values[name]) for name in ("name", "reason", *SEALED) if values.get(name) is not None}
        becomes = {"id": outcome.id, "effect": outcome.effect, **self._opened(outcome.becomes), **texts}
        return {"state": one.state, "effect": one.effect, "becomes": becomes, "problems": problems}

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


def _is_new(outcome: RowAnswer | Fault | None) -> TypeGuard[RowAnswer]:
    return isinstance(outcome, RowAnswer) and outcome.effect == "new"


def _judged(
    number: int, outcome: RowAnswer | Fault | None, faults: dict[int, list[Fault]], doubts: dict[int, Fault]
) -> Judged:
    if not isinstance(outcome, RowAnswer):
        return Judged(number, "bad", faults[number])
    effect = outcome.effect
    if number in doubts:
        return Judged(number, "doubtful", [doubts[number]], effect)
    return Judged(number, "unchanged" if effect == "unchanged" else "ready", effect=effect)


def _check_headers(headers: Headers, row: int) -> None:
    if headers.twice:
        raise Unreadable("headers", f"These columns stand twice: {', '.join(headers.twice)}.", row)
    if headers.missing:
        asked = "".join(f" “{one.title}” may be {' or '.join(one.could_be)}: say which." for one in headers.asked)
        raise Unreadable("headers", f"These columns are missing: {', '.join(headers.missing)}.{asked}", row)


def _bounded(cells: dict[str, str]) -> dict[str, str]:
    """What is kept of cells; nobody mends more than this, and texts that are not Unicode are no JSON."""
    return {name: cell[: LONGEST_CELL + 1].encode("utf-8", "replace").decode() for name, cell in cells.items()}


def _weight(row: Taken) -> int:
    """How many characters it holds."""
    return sum(map(len, row.cells.values()))
