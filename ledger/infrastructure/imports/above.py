"""Who is above whom in a file of departments or people: in the file itself or on record, by number, code or name.

A file may name somebody before the row that they are in, so that this is known only at its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.application.imports import Values
from ledger.domain.imports.kinds import Column, Fault, Kind
from ledger.domain.imports.order import depths
from ledger.domain.imports.references import above_is_bad
from ledger.infrastructure.imports.lookup import Lookup
from ledger.infrastructure.imports.paging import PAGE, pages
from ledger.infrastructure.imports.rehearsal import Rehearsal
from ledger.infrastructure.imports.rows import Rows

COLUMNS = {"departments": ("code", "parent"), "employees": ("employee_no", "manager")}
"""What a row is about, and which column says who is above it. Other kinds have nobody above."""
SHOWN_CIRCLE = 5


class Above:
    """Of one file: told each row as it is read, settled at the end of the file, then asked."""

    def __init__(self, kind: Kind, rows: Rows, lookup: Lookup, rehearsal: Rehearsal) -> None:
        self._kind, self._rows, self._lookup, self._rehearsal = kind, rows, lookup, rehearsal
        columns = COLUMNS.get(kind.name)
        self._own: str | None = columns[0] if columns else None
        self.column: str | None = columns[1] if columns else None
        self._above: dict[str, str | None] = {}
        self._meaning: dict[str, str | Fault] = {}
        self._number_of: dict[str, int] = {}
        self._bad_of: dict[str, int] = {}
        self._above_of_bad: set[str] = set()
        self._circles: dict[int, Fault] = {}

    def note(self, number: int, values: Values, faults: Sequence[Fault]) -> None:
        """A row of the file, as far as it could be read."""
        if self._own is None or self.column is None:
            return
        own, above = values.get(self._own), values.get(self.column)
        if not faults:
            self._above[values[self._own]] = above
            self._number_of[values[self._own]] = number
        elif own is not None and own not in self._number_of:
            self._bad_of.setdefault(own, number)
            if above is not None:
                self._above_of_bad.add(above)

    async def settle(self) -> None:
        """The file is at its end: whoever is above comes first; who stands in a circle is named."""
        await self._settle_meanings()
        placed, circles = depths(self._above)
        deep = ((self._number_of[one], depth) for one, depth in placed.items() if depth)
        for page in pages(deep, 10 * PAGE):
            await self._rows.place(page)
        self._circles = {
            self._number_of[one]: Fault(self.column, "circle", f"A circle in the file: {_named(circle)}.")
            for one, circle in circles.items()
        }

    def of(self, number: int, values: Values) -> tuple[list[Fault], dict[str, str]]:
        """What is wrong with who is above a row, and whom it means where it says so by another spelling or name."""
        faults = [self._circles[number]] if number in self._circles else []
        if self.column is None or values.get(self.column) is None:
            return faults, {}
        text: str = values[self.column]
        meaning = self._meaning.get(text, text)
        if isinstance(meaning, Fault):
            return [*faults, meaning], {}
        if meaning in self._bad_of and not self._is_on_record(meaning):
            faults.append(above_is_bad(self.column, meaning, self._bad_of[meaning]))
        return faults, {} if meaning == text else {self.column: meaning}

    def better(self, fault: Fault, values: Values) -> Fault:
        """Of whoever the rules do not know: the row of the file that they are in, and that is bad itself."""
        if self.column is not None and (fault.rule, fault.column) == ("unknown-reference", self.column):
            above = values[self.column]
            if above in self._number_of:
                return above_is_bad(self.column, above, self._number_of[above])
        return fault

    async def _settle_meanings(self) -> None:
        """Who is above by another spelling or by name, in the file or on record; where that is clear, it is noted."""
        texts = {text for text in self._above.values() if text is not None} | self._above_of_bad
        unclear = [text for text in texts if not self._is_code(text)]
        if not unclear:
            return
        column = self._column_above()
        assert column.refers is not None
        names = await self._lookup.names_with(column.refers, await self._named_in_file())
        for text in unclear:
            self._meaning[text] = self._lookup.meaning(column.name, column.refers, text, names)
        self._above = {own: self._clear(text) for own, text in self._above.items()}

    def _column_above(self) -> Column:
        return next(one for one in self._kind.columns if one.name == self.column)

    def _is_code(self, text: str) -> bool:
        """Whether it is the code or number of a row, or of what is on record."""
        return text in self._number_of or text in self._bad_of or self._is_on_record(text)

    def _is_on_record(self, text: str) -> bool:
        directory = self._rehearsal.directory
        return text in (directory.departments if self._kind.name == "departments" else directory.employees)

    def _clear(self, text: str | None) -> str | None:
        meaning = None if text is None else self._meaning.get(text, text)
        return meaning if isinstance(meaning, str) else None

    async def _named_in_file(self) -> dict[str, str]:
        """What the rows call those that they are about."""
        own_of = {number: own for of in (self._number_of, self._bad_of) for own, number in of.items()}
        names: dict[str, str] = {}
        async for row in self._rows.walk(PAGE):
            name = row["given"].get("name", "").strip()
            if row["row"] in own_of and name:
                names[own_of[row["row"]]] = name
        return names


def _named(circle: Sequence[str]) -> str:
    return " → ".join((*circle[:SHOWN_CIRCLE], "…" if len(circle) > SHOWN_CIRCLE else circle[0]))
