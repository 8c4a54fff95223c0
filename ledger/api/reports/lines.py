"""The report of changes of lines of approval: by whom they let somebody be decided for, and what those decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Query

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import Connection
from ledger.api.reports.files import Asked, From, To, bounded, months, publish, too_large
from ledger.api.reports.models import LinesReport
from ledger.domain.directory.directory import Directory
from ledger.domain.values import add_months
from ledger.projections.reports import lines
from ledger.projections.reports.lines import Decision

router = APIRouter(prefix="/reports", tags=["reports"])


class Bearing(NamedTuple):
    """Who decides by a change, and whether a decision of theirs is one that it bears on."""

    judges: frozenset[str]
    on: Callable[[Decision], bool]


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
    begins, ends = (
        datetime(month.year, month.month, 1, tzinfo=zone).astimezone(UTC)
        for month in (_day(first), add_months(_day(last), 1))
    )

    async def query(connection: Connection) -> dict[str, Any]:
        changes = bounded(await lines.changes(connection, caller.organisation, begins, ends))
        bearing = [(change, bearing_of(directory, change, today)) for change in changes]
        wanted = lines.windows(((change, bears.judges) for change, bears in bearing), timedelta(days=within))
        made = await lines.decisions(connection, caller.organisation, wanted)
        if len(made) > lines.MOST_DECISIONS:
            raise too_large()
        by_judge: dict[str, list[Decision]] = {}
        for one in made:
            by_judge.setdefault(one.judge, []).append(one)
        items = [
            row
            for change, bears in bearing
            for row in lines.beside(change, _followed(change, bears, by_judge, timedelta(days=within)))
            if row["decisions"] or not followed
        ]
        return {"items": bounded(items), "within": within}

    return Asked(caller, f"lines-{first}-{last}", list(lines.READ), query)


def _day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _followed(
    change: dict[str, Any], bears: Bearing, by_judge: dict[str, list[Decision]], within: timedelta
) -> list[Decision]:
    return [
        one
        for judge in sorted(bears.judges)
        for one in by_judge.get(judge, ())
        if one.position > change["position"] and one.recorded_at <= change["recorded_at"] + within and bears.on(one)
    ]


def bearing_of(directory: Directory, change: dict[str, Any], today: date) -> Bearing:
    """Whom a change let decide, and about whom; where it took somebody away, those above decide."""
    link, subject, after = change["link"], change["subject"], change["after"]

    def heads(code: str | None) -> frozenset[str]:
        path = directory.department_path(code, today)
        found = (directory.departments[one].on(today).head for one in path)
        return frozenset(head for head in found if head is not None)

    def about_subject(made: Decision) -> bool:
        return bool(made.employee == subject)

    def below_subject(made: Decision) -> bool:
        person = directory.employees.get(made.employee)
        return person is not None and subject in directory.departments_of(person, today)

    match link:
        case "manager" | "department":
            person = directory.employees.get(subject)
            code = after if link == "department" else person.on(today).department if person else None
            return Bearing(frozenset({after}) if link == "manager" and after else heads(code), about_subject)
        case "head" | "parent":
            return Bearing(frozenset({after}) if link == "head" and after else heads(subject), below_subject)
        case "stands-in":
            return Bearing(frozenset({after}), lambda made: made.on_behalf_of == subject)
        case _:
            judges = frozenset({subject}) if after else frozenset[str]()
            return Bearing(judges, lambda made: bool(made.employee == change["actor"]))


publish(router, "/lines", lines_report, LinesReport)
