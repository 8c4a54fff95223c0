"""What imports credited before, so that the same is not credited again in another shape.

Credits are noted before they are written: what was noted and is on record was credited, also by a process that was
killed between. Whether it is on record, and was not taken back, the journal says.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from ledger.application.imports import Values
from ledger.domain.accounts.credited import Credited
from ledger.domain.imports.doubt import Likeness, Place, doubtful, likeness_of
from ledger.domain.imports.kinds import Fault
from ledger.domain.values import first_instant
from ledger.infrastructure.imports.store import Store

OnRecord = Callable[[Sequence[str]], Awaitable[Sequence[Credited | None]]]
"""What is on record under these subjects."""

ANY_OTHERS = "SELECT 1 FROM imports.credits WHERE organisation = %s AND id <> %s LIMIT 1"

# As one JSON: so many arrays would take as long to send as the rows take to judge.
NOTE = """
INSERT INTO imports.credits (organisation, id, subject, number, employee_no, points, tag, occurred_at)
SELECT %s, %s, noted.* FROM jsonb_to_recordset(%s::text::jsonb)
    AS noted (subject text, number int, employee_no text, points bigint, tag text, occurred_at timestamptz)
ON CONFLICT (organisation, subject) DO UPDATE SET id = excluded.id, number = excluded.number, points = excluded.points,
    employee_no = excluded.employee_no, tag = excluded.tag, occurred_at = excluded.occurred_at
"""

# The ones alike of other imports, the newest first. The inner limit bounds what somebody makes who sends the same over
# and over.
ALIKE = """
SELECT asked.place, found.subject, found.id, found.number
FROM jsonb_to_recordset(%s::text::jsonb) AS asked
     (place int, own text, employee_no text, points bigint, tag text, begins timestamptz, ends timestamptz)
CROSS JOIN LATERAL (
    SELECT c.subject, c.id, c.number FROM imports.credits c
    WHERE c.organisation = %s AND c.employee_no = asked.employee_no AND c.points = asked.points AND c.tag = asked.tag
      AND c.subject <> asked.own AND c.id <> %s
      AND (c.occurred_at >= asked.begins AND c.occurred_at < asked.ends
           OR c.occurred_at IS NULL AND asked.begins IS NULL)
    ORDER BY c.id DESC LIMIT 50
) AS found
ORDER BY asked.place, found.id DESC
"""


class Credit(NamedTuple):
    """What a row credits: its number, the subject that it is on record as, and what it has alike with others."""

    number: int
    subject: str
    likeness: Likeness
    occurred_at: datetime | None


def credits_of(kind: str, rows: Iterable[tuple[int, str, Values]], zone: ZoneInfo) -> list[Credit]:
    """Of rows as (number, subject, values); none of kinds that are not about points."""
    return [
        Credit(number, subject, likeness, values.get("occurred_at"))
        for number, subject, values in rows
        if (likeness := likeness_of(kind, values, zone)) is not None
    ]


class Doubts:
    """Of one import."""

    def __init__(self, store: Store, organisation: str, id: str, on_record: OnRecord) -> None:
        self._store, self._organisation, self._id, self._on_record = store, organisation, id, on_record
        self._first_of: dict[Likeness, int] = {}
        self._others: bool | None = None

    async def in_file(self, credits: Sequence[Credit], zone: ZoneInfo) -> dict[int, Fault]:
        """Rows, taken in their order, that look like something that was imported before, or like an earlier row."""
        faults = await self.of_others(credits, zone)
        for one in credits:
            first = self._first_of.setdefault(one.likeness, one.number)
            if first != one.number and one.number not in faults:
                faults[one.number] = doubtful(one.likeness, Place(None, first))
        return faults

    async def of_others(self, credits: Sequence[Credit], zone: ZoneInfo) -> dict[int, Fault]:
        """Rows that look like something that another import has credited."""
        if not credits or not await self._has_others():
            return {}
        asked = [self._asked(place, one, zone) for place, one in enumerate(credits)]
        found = await self._store.rows(ALIKE, (orjson.dumps(asked).decode(), self._organisation, self._id))
        if not found:
            return {}
        credited = await self._on_record([row["subject"] for row in found])
        faults: dict[int, Fault] = {}
        for row, known in zip(found, credited, strict=True):
            one = credits[row["place"]]
            if known is not None and not known.taken_back and one.number not in faults:
                faults[one.number] = doubtful(one.likeness, Place(row["id"], row["number"]))
        return faults

    async def note(self, credits: Sequence[Credit]) -> None:
        """These are about to be written."""
        if not credits:
            return
        noted = [
            {"subject": one.subject, "number": one.number, **_named(one.likeness), "occurred_at": one.occurred_at}
            for one in credits
        ]
        await self._store.rows(NOTE, (self._organisation, self._id, orjson.dumps(noted).decode()))

    async def _has_others(self) -> bool:
        """Whether there is anything to look through. Asked once: while one import of a kind is written no other is."""
        if self._others is None:
            self._others = bool(await self._store.rows(ANY_OTHERS, (self._organisation, self._id)))
        return self._others

    def _asked(self, place: int, one: Credit, zone: ZoneInfo) -> dict[str, Any]:
        begins, ends = _instants(one.likeness.day, zone)
        return {"place": place, "own": one.subject, **_named(one.likeness), "begins": begins, "ends": ends}


def _named(likeness: Likeness) -> dict[str, Any]:
    return {"employee_no": likeness.employee_no, "points": likeness.points, "tag": likeness.tag}


def _instants(day: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    return first_instant(day, zone), first_instant(day + timedelta(days=1), zone)
