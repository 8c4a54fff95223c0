"""What imports credited before, so that the same is not credited again in another shape.

Credits are noted before they are written: what was noted and is on record was credited, also by a process that was
killed between. Whether it is on record, and was not taken back, the journal says.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ledger.application.accounts import first_instant
from ledger.application.imports import Values, subject_of
from ledger.domain.accounts.credited import Credited
from ledger.domain.imports.doubt import Likeness, Place, doubtful, likeness_of
from ledger.domain.imports.kinds import Fault, Kind
from ledger.infrastructure.imports.store import Store

Numbered = tuple[int, Values]
"""A row: its number and values."""
OnRecord = Callable[[Sequence[str]], Awaitable[Sequence[Credited | None]]]
"""What is on record under these subjects."""

NOTE = """
INSERT INTO imports.credits (organisation, id, subject, number, employee_no, points, tag, occurred_at)
SELECT %s, %s, noted.*
FROM unnest(%s::text[], %s::int[], %s::text[], %s::bigint[], %s::text[], %s::timestamptz[]) AS noted
ON CONFLICT (organisation, subject) DO UPDATE SET id = excluded.id, number = excluded.number, points = excluded.points,
    employee_no = excluded.employee_no, tag = excluded.tag, occurred_at = excluded.occurred_at
"""

# The ones alike of other imports, the newest first. The inner limit bounds what somebody makes who sends the same over
# and over.
ALIKE = """
SELECT asked.place, found.subject, found.id, found.number
FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])
     WITH ORDINALITY AS asked (own, employee_no, points, tag, begins, ends, place)
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


class _Asked(NamedTuple):
    number: int
    subject: str
    likeness: Likeness
    occurred_at: datetime | None


class Doubts:
    """Of one import about points; other kinds have none."""

    def __init__(self, store: Store, organisation: str, id: str, kind: Kind, on_record: OnRecord) -> None:
        self._store, self._organisation, self._id, self._kind = store, organisation, id, kind
        self._on_record = on_record
        self._first_of: dict[Likeness, int] = {}

    async def in_file(self, rows: Sequence[Numbered], zone: ZoneInfo) -> dict[int, Fault]:
        """Rows, taken in their order, that look like something that was imported before, or like an earlier row."""
        faults = await self.of_others(rows, zone)
        for one in self._asked(rows, zone):
            first = self._first_of.setdefault(one.likeness, one.number)
            if first != one.number and one.number not in faults:
                faults[one.number] = doubtful(one.likeness, Place(None, first))
        return faults

    async def of_others(self, rows: Sequence[Numbered], zone: ZoneInfo) -> dict[int, Fault]:
        """Rows that look like something that another import has credited."""
        asked = self._asked(rows, zone)
        if not asked:
            return {}
        days = [_instants(one.likeness.day, zone) for one in asked]
        found = await self._store.rows(
            ALIKE,
            (
                [one.subject for one in asked],
                [one.likeness.employee_no for one in asked],
                [one.likeness.points for one in asked],
                [one.likeness.tag for one in asked],
                [begins for begins, _ in days],
                [ends for _, ends in days],
                self._organisation,
                self._id,
            ),
        )
        if not found:
            return {}
        credited = await self._on_record([row["subject"] for row in found])
        faults: dict[int, Fault] = {}
        for row, known in zip(found, credited, strict=True):
            one = asked[row["place"] - 1]
            if known is not None and not known.taken_back and one.number not in faults:
                faults[one.number] = doubtful(one.likeness, Place(row["id"], row["number"]))
        return faults

    async def note(self, rows: Sequence[Numbered], zone: ZoneInfo) -> None:
        """These are about to be written."""
        asked = self._asked(rows, zone)
        if not asked:
            return
        await self._store.rows(
            NOTE,
            (
                self._organisation,
                self._id,
                [one.subject for one in asked],
                [one.number for one in asked],
                [one.likeness.employee_no for one in asked],
                [one.likeness.points for one in asked],
                [one.likeness.tag for one in asked],
                [one.occurred_at for one in asked],
            ),
        )

    def _asked(self, rows: Sequence[Numbered], zone: ZoneInfo) -> list[_Asked]:
        asked = []
        for number, values in rows:
            likeness = likeness_of(self._kind.name, values, zone)
            if likeness is not None:
                subject = subject_of(self._organisation, self._kind.name, values)
                asked.append(_Asked(number, subject, likeness, values.get("occurred_at")))
        return asked


def _instants(day: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    return first_instant(day, zone), first_instant(day + timedelta(days=1), zone)
