"""When and where the demo plays: the present moment, and how texts about people are sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ledger.domain.values import Sealed, local_date, month_of

ZONE = ZoneInfo("Asia/Shanghai")
FURTHEST_BACK = timedelta(days=29)
"""A day less than the organisation allows, so that a slow start is never too late."""
A_SLOW_START = timedelta(minutes=10)
OFFICE_OPENS = timedelta(hours=9)
OFFICE_HOURS = timedelta(hours=9)
DAY = timedelta(days=1)
BEGINNING = datetime(1992, 1, 1, tzinfo=ZONE)
"""Any midnight since which the zone has kept one offset."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`seal(person, text)` seals a text under the key of the person that it is about; `link(person, giving)` is the
    keyed hash of what is in the link that a person gets of one giving."""

    now: datetime
    seal: Callable[[str, str], Sealed]
    link: Callable[[str, str], str]

    @property
    def today(self) -> date:
        return local_date(self.now, ZONE)

    @property
    def months(self) -> list[str]:
        """The present month, and the next one where it may begin before the last command is on record."""
        return sorted({month_of(local_date(at, ZONE)) for at in (self.now, self.now + A_SLOW_START)})

    def at(self, when: float) -> datetime:
        """The instant, in UTC, of something that happened at `when`; see `moment`."""
        return moment(when, self.now)


def moment(when: float, now: datetime) -> datetime:
    """A past instant in office hours. 0 to 1: from the beginning of this month until now; −1 to 0: last month; either
    as far back as may be recorded. On the 31st nothing of last month may, and it is the earliest day that may be."""
    now = now.astimezone(ZONE)
    month = datetime.combine(now.date().replace(day=1), time(), ZONE)
    if when >= 0:
        start, end = max(month, now - FURTHEST_BACK), now
    else:
        last_month = (month - DAY).replace(day=1)
        start = max(now - FURTHEST_BACK, last_month)
        end = max(month - timedelta(seconds=1), start + DAY)
        when += 1
    return _office_time(start, end, when).astimezone(UTC)


def _office_time(start: datetime, end: datetime, share: float) -> datetime:
    """The instant between two others by which this share of the office hours between them is over."""
    before, after = _worked(start), _worked(end)
    if before == after:
        return start + (end - start) * share
    days, rest = divmod(before + (after - before) * share, OFFICE_HOURS)
    return min(BEGINNING + days * DAY + OFFICE_OPENS + rest, end)


def _worked(at: datetime) -> timedelta:
    """Office hours since the beginning of time."""
    days, rest = divmod(at - BEGINNING, DAY)
    return days * OFFICE_HOURS + min(max(rest - OFFICE_OPENS, timedelta()), OFFICE_HOURS)
