"""The report of changes of lines of approval: by whom they let somebody be decided for, and what those decided."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import Connection
from ledger.api.reports.files import Asked, From, To, bounded, months, publish, too_large
from ledger.api.reports.models import LinesReport
from ledger.domain.directory.directory import Directory
from ledger.domain.values import add_months, first_instant
from ledger.projections.reports import lines
from ledger.projections.reports.lines import Decision
from ledger.projections.reports.points import MOST

router = APIRouter(prefix="/reports", tags=["reports"])


About = Literal["employee", "department", "principal"]


class Bearing(NamedTuple):
    """Who decides by a change, and about what: an employee, those in a department or below it, or on whose behalf."""

    judges: frozenset[str]
    about: About
    which: str


async def lines_report(
    caller: Annotated[Caller, Depends(reader("reports.read"))],
    since: From = None,
    until: To = None,
    within: Annotated[int, Query(ge=1, le=366, description="Days after a change in which decisions are told.")] = 30,
    followed: Annotated[bool, Query(description="Only changes that decisions followed.")] = False,
) -> Asked:
    """Changes of lines of approval of these months, the newest first, beside the decisions that followed: a manager or
    a department of somebody, a head or a parent of a department, a stand-in, the role hr. Each row is a change with one
    who came to decide by it, or stood above already where somebody was taken away, and one about whom they decided:
    how many decisions (claims, redemptions, grants, awards, deductions, reversals) within so many days, and the points
    that these gave. A change that nothing followed is a row by itself. Who stands where is taken as of today. It is a
    question to ask, not a verdict."""
    first, last = months(caller, since, until)
    zone, directory, today = caller.settings.zone, caller.acting.directory, caller.acting.today
    begins, ends = (first_instant(day, zone) for day in (_day(first), add_months(_day(last), 1)))

    async def query(connection: Connection) -> dict[str, Any]:
        changes = bounded(await lines.changes(connection, caller.organisation, begins, ends))
        bearing = await asyncio.to_thread(_bearing, directory, today, changes)
        wanted = lines.windows(((change, bears.judges) for change, bears in bearing), timedelta(days=within))
        made = await lines.decisions(connection, caller.organisation, wanted)
        if len(made) > lines.MOST_DECISIONS:
            raise too_large()
        rows = _rows(directory, today, bearing, made, timedelta(days=within))
        kept = (row for row in rows if row["decisions"] or not followed)
        items = await asyncio.to_thread(lambda: [*islice(kept, MOST + 1)])
        return {"items": bounded(items), "within": within}

    return Asked(caller, "lines", list(lines.READ), query, f"{first}-{last}")


def _day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _rows(
    directory: Directory,
    today: date,
    bearing: list[tuple[dict[str, Any], Bearing]],
    made: list[Decision],
    within: timedelta,
) -> Iterator[dict[str, Any]]:
    """Each change with the decisions that it bears on. These are sought by what it bears on, not one by one."""
    found: defaultdict[tuple[str, About, str], list[Decision]] = defaultdict(list)
    for one in made:
        found[one.judge, "employee", one.employee].append(one)
        if one.on_behalf_of is not None:
            found[one.judge, "principal", one.on_behalf_of].append(one)
        person = directory.employees.get(one.employee)
        for code in directory.departments_of(person, today) if person else ():
            found[one.judge, "department", code].append(one)
    for change, (judges, about, which) in bearing:
        yield from lines.beside(
            change,
            (
                one
                for judge in sorted(judges)
                for one in found.get((judge, about, which), ())
                if one.position > change["position"] and one.recorded_at <= change["recorded_at"] + within
            ),
        )


def _bearing(directory: Directory, today: date, changes: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Bearing]]:
    """Whom each change let decide, and about whom; where it took somebody away, those above decide."""

    @cache
    def heads(code: str | None) -> frozenset[str]:
        path = directory.department_path(code, today)
        found = (directory.departments[one].on(today).head for one in path)
        return frozenset(head for head in found if head is not None)

    def bearing_of(change: dict[str, Any]) -> Bearing:
        subject, after = change["subject"], change["after"]
        match change["link"]:
            case "manager" | "head" if after is not None:
                judges = frozenset({after})
            case "manager":
                person = directory.employees.get(subject)
                judges = heads(person.on(today).department) if person else frozenset[str]()
            case "department":
                judges = heads(after)
            case "head" | "parent":
                judges = heads(subject)
            case "stands-in":
                return Bearing(frozenset({after}), "principal", subject)
            case _:
                return Bearing(frozenset({subject}) if after else frozenset(), "employee", change["actor"])
        return Bearing(judges, "department" if change["link"] in {"head", "parent"} else "employee", subject)

    return [(change, bearing_of(change)) for change in changes]


publish(router, "/lines", lines_report, LinesReport)
