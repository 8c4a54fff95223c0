"""Reports: queries of hr and auditors, and of managers about their team."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import PERIOD_PATTERN, Code
from ledger.api.http.reading import Connection, Limit
from ledger.api.reports.files import Asked, From, To, bounded, months, publish
from ledger.api.reports.models import (
    BudgetsReport,
    CredibilityReport,
    FavoursReport,
    GrantsReport,
    LiabilityReport,
    LowReport,
    PointsReport,
    TeamReport,
    ValueReport,
)
from ledger.domain.directory.sight import below, departments_in_sight, people_in_sight
from ledger.domain.errors import unknown_reference
from ledger.domain.values import add_months
from ledger.projections.engine.sealing import sealed
from ledger.projections.reports import budgets, grants, liability, low, points, team, value
from ledger.projections.tags import query as tags

router = APIRouter(prefix="/reports", tags=["reports"])
ReportReader = Annotated[Caller, Depends(reader("reports.read"))]
TeamReader = Annotated[Caller, Depends(reader("reports.team"))]
OfTag = Annotated[Code | None, Query(description="Of one tag only.")]
OfDepartment = Annotated[Code | None, Query(description="Of one department and those below it only.")]


async def liability_report(caller: ReportReader) -> Asked:
    """Points that are outstanding: what is left of the lots, by the month of their last day (null: they never end) and
    the present department of who holds them. `departments` tells balances, what is held for redemptions, and what is
    below zero after forced reversals; the points of all lots are the balances and what is below zero."""

    async def query(connection: Connection) -> dict[str, Any]:
        today = caller.acting.today
        items = await liability.by_month_and_department(connection, caller.organisation, today)
        departments = await liability.by_department(connection, caller.organisation, today)
        return {"items": items, "departments": departments, "points": sum(item["points"] for item in items)}

    return Asked(caller, "liability", ["balances", "directory"], query)


async def budgets_report(
    caller: ReportReader,
    since: From = None,
    until: To = None,
    by: Annotated[Literal["owner", "department"], Query(description="The owner's, on the month's last day.")] = "owner",
) -> Asked:
    """Budgets used and left, by month and owner or department. `used` is spent / points; what is left when a month has
    ended has lapsed."""
    first, last = months(caller, since, until)

    def department_of(owner: str, month: str) -> str | None:
        person = caller.acting.directory.employees.get(owner)
        return None if person is None else person.on(_day_in(month, caller)).department

    async def query(connection: Connection) -> dict[str, Any]:
        rows = await budgets.by_owner(connection, caller.organisation, first, last)
        rows = [{"department": department_of(row["owner"], row["month"]), **row} for row in bounded(rows)]
        if by == "department":
            rows = [{"owner": None, **row} for row in budgets.by_department(rows)]
        return {"items": budgets.with_shares(rows)}

    return Asked(caller, "budgets", ["budgets"], query, f"{first}-{last}")


async def points_report(
    caller: ReportReader,
    since: From = None,
    until: To = None,
    by: Annotated[
        str,
        Query(
            pattern=r"^(month|tag|department)(,(month|tag|department)){0,2}$",
            description="What to sum by: month, tag, department, with commas between them.",
        ),
    ] = "month,tag,department",
    tag: OfTag = None,
    department: OfDepartment = None,
) -> Asked:
    """Points by month of occurrence, tag and department, less what was reversed. `points` are those of grants and
    claims less deductions, as on the leaderboards; instant awards are `awarded`. A credit counts for the department
    that its receiver was in at that time, and for each above it: rows of departments don't add up to the
    organisation's, for which leave `department` out of `by`."""
    first, last = months(caller, since, until)
    _check_department(caller, department)

    async def query(connection: Connection) -> dict[str, Any]:
        found = await points.points(
            connection, caller.organisation, first, last, by.split(","), tag=tag, department=department
        )
        return {"items": [{"month": None, "tag": None, "department": None, **row} for row in bounded(found)]}

    return Asked(caller, "points", ["reports"], query, f"{first}-{last}")


async def low_departments(caller: ReportReader, since: From = None, until: To = None, tag: OfTag = None) -> Asked:
    """Departments that are low on a tag against the others (S13). Compared are the departments that the tag is for and
    that have people, in them or below, on the last day of the period (or today); `low` is: fewer points per head than
    half of the median of all of these. Points are those of the period, as in the report of points. Tags for deductions
    are not compared."""
    first, last = months(caller, since, until)
    directory = caller.acting.directory
    day = _day_in(last, caller)

    async def query(connection: Connection) -> dict[str, Any]:
        paths = {code: directory.department_path(code, day) for code in directory.departments}
        people = await low.people_by_department(connection, caller.organisation, day)
        found = await points.points(connection, caller.organisation, first, last, ["tag", "department"], tag=tag)
        of_tags: dict[str, dict[str, int]] = {}
        for row in bounded(found):
            of_tags.setdefault(row["tag"], {})[row["department"]] = row["points"]
        active = (await tags.tags(connection, caller.organisation, day, state="active", limit=1000))["items"]
        items = [
            {"tag": one["code"], **compared}
            for one in active
            if tag in {None, one["code"]} and one["rule"]["type"] != "deduction"
            for compared in low.compared(of_tags.get(one["code"], {}), paths, people, one["departments"])
        ]
        return {"items": bounded(items)}

    return Asked(caller, "low-departments", ["reports", "directory", "tags"], query, f"{first}-{last}")


async def value_report(caller: ReportReader, since: From = None, until: To = None, tag: OfTag = None) -> Asked:
    """Value created in money, of approved claims that were not reversed, by tag and month of occurrence (S5, S8).
    `verified` is the sum over those whose approver recorded a value (`verified_claims`); `value` takes the verified
    value where there is one, and the claimed one otherwise."""
    first, last = months(caller, since, until)

    async def query(connection: Connection) -> dict[str, Any]:
        found = await value.value_created(connection, caller.organisation, first, last, tag)
        return {"items": bounded(found), "currency": caller.settings.currency}

    return Asked(caller, "value", ["claims"], query, f"{first}-{last}")


async def credibility_report(caller: ReportReader, since: From = None, until: To = None, tag: OfTag = None) -> Asked:
    """How credible each tag's values are: what approved claims said they were worth, and what was found at the approval
    and when the same source was measured again after 3 and 6 months. Ratios compare only the claims that were
    measured. Months are those of occurrence; all of them, unless said otherwise."""
    first, last = since or value.ALL[0], until or value.ALL[1]

    async def query(connection: Connection) -> dict[str, Any]:
        return {"items": bounded(await value.credibility(connection, caller.organisation, first, last, tag))}

    return Asked(caller, "credibility", ["claims"], query)


async def grants_report(caller: ReportReader, since: From = None, until: To = None) -> Asked:
    """The graph of who granted to whom from the budgets of these months, less what came back to them.
    `share_of_budget` is points / the giver's budgets of these months, `share_of_given` points / all that was granted
    from them."""
    first, last = months(caller, since, until)

    async def query(connection: Connection) -> dict[str, Any]:
        return {"items": bounded(await grants.edges(connection, caller.organisation, first, last))}

    return Asked(caller, "grants", ["reports", "budgets"], query, f"{first}-{last}")


async def favours_report(
    caller: ReportReader,
    since: From = None,
    until: To = None,
    days: Annotated[int, Query(ge=1, le=366, description="How close grants there and back are.")] = 30,
    share: Annotated[
        str, Query(pattern=r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$", description="The least share of each one's budget.")
    ] = "0.1",
) -> Asked:
    """Pairs that look like trading favours: each granted to the other, at least once within `days` of a grant the other
    way, and each gave the other at least `share` of the own budgets of these months. Every flag comes with its numbers:
    what was given and returned (reversed grants left out), the shares, the days between the closest two grants, and
    how many of the grants were `answered` within the days. It is a question to ask, not a verdict."""
    first, last = months(caller, since, until)

    async def query(connection: Connection) -> dict[str, Any]:
        found, budgeted = await grants.mutual(connection, caller.organisation, first, last)
        flagged = grants.favours(found, budgeted, days=days, threshold=Decimal(share))
        return {"items": bounded(flagged), "days": days, "share": share}

    return Asked(caller, "favours", ["reports", "budgets", "balances"], query, f"{first}-{last}")


async def team_report(
    caller: TeamReader,
    period: Annotated[str | None, Query(pattern=PERIOD_PATTERN, description="YYYY-MM, YYYY or all")] = None,
    department: OfDepartment = None,
    limit: Limit = 100,
) -> Asked:
    """How points are spread over a team, and its high-value people (S12): for a manager whom they see now, without
    themselves; for hr and auditors everybody. `high` are the first fifth of the people, rounded up, who have points.
    `bands` count who has none, and the people in five equal steps up to the most that anybody has. `tags` says what the
    points of the people listed are of; `last_granted_at` tells whom nobody has thanked for long."""
    when = period or caller.settings.present_month(caller.services.journal.clock())
    people = _team(caller, department)

    async def query(connection: Connection) -> dict[str, Any]:
        items = await team.places(connection, caller.organisation, when, people, limit)
        listed = [item["employee"] for item in items]
        granted = await team.last_granted(connection, caller.organisation, listed)
        employees = caller.acting.directory.employees
        for item in items:
            number = item["employee"]
            item.update(name=sealed(employees[number].name), last_granted_at=granted.get(number))
        spread = await team.distribution(connection, caller.organisation, when, people)
        tags_of = await team.by_tag(connection, caller.organisation, when, listed)
        return {"items": items, "distribution": spread, "tags": tags_of, "period": when}

    return Asked(caller, "team", ["leaderboards", "balances"], query, when)


def _team(caller: Caller, department: str | None) -> list[str]:
    """Who is employed today, has an account, and is in the caller's sight, in a department or below it."""
    directory, today = caller.acting.directory, caller.acting.today
    everybody = bool(caller.roles & {"hr", "auditor"})
    seen = directory.employees if everybody else people_in_sight(directory, caller.employee_no, today)
    if department is not None:
        codes = directory.departments if everybody else departments_in_sight(directory, caller.employee_no, today)
        if department not in codes:
            raise unknown_reference("/department")
    within = None if department is None else below(directory, [department], today)
    people = (directory.employees[no] for no in seen if everybody or no != caller.employee_no)
    return [
        one.employee_no
        for one in people
        if one.employed_on(today)
        and "auditor" not in one.roles
        and (within is None or one.on(today).department in within)
    ]


def _day_in(month: str, caller: Caller) -> date:
    """The last day of a month, or today where that is earlier."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return min(add_months(first, 1) - timedelta(days=1), caller.acting.today)


def _check_department(caller: Caller, code: str | None) -> None:
    if code is not None and code not in caller.acting.directory.departments:
        raise unknown_reference("/department")


publish(router, "/liability", liability_report, LiabilityReport)
publish(router, "/budgets", budgets_report, BudgetsReport)
publish(router, "/team", team_report, TeamReport, action="reports.team")
publish(router, "/points", points_report, PointsReport)
publish(router, "/low-departments", low_departments, LowReport)
publish(router, "/value", value_report, ValueReport)
publish(router, "/credibility", credibility_report, CredibilityReport)
publish(router, "/grants", grants_report, GrantsReport)
publish(router, "/favours", favours_report, FavoursReport)
