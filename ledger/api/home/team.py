"""Of a manager: what is left to give, and whom nobody thanked, with a grant that needs only to be sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger.api.grants.trials import grant_unit
from ledger.api.home.sections import Section
from ledger.api.http.callers import Caller
from ledger.api.http.heads import Language
from ledger.api.http.questions import problem_of
from ledger.api.http.reading import Connection
from ledger.application.access import Acting
from ledger.application.grants import grantable, receives
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.sight import people_in_sight
from ledger.domain.values import add_months, month_of
from ledger.projections.budgets import query as budgets
from ledger.projections.engine.sealing import sealed
from ledger.projections.home import team
from ledger.projections.tags import query as tags

MOST_NOT_THANKED = 4
MOST_LOOKED_AT = 40
"""Of whom some can't be granted anything by this manager."""
LOOKED_BACK_MONTHS = 12
"""Whoever was thanked before is like who never was, when the longest are picked."""
DRAFTED_DAYS = 180
"""For what is longer ago than that nobody is thanked in the moment."""
MOST_TAGS_TRIED = 4
MOST_QUOTED = 60
WORDS = {
    "en": {"claim": "Thank you for this: {what}", "years": "Thank you for {years} with us", "stop": "."},
    "zh": {"claim": "感谢您的付出：{what}", "years": "感谢您与公司同行 {years} 年", "stop": "。"},
}


async def _team(caller: Caller, connection: Connection) -> dict[str, Any]:
    organisation, who = caller.organisation, caller.acting
    people = [one.employee_no for one in my_people(who)]
    month, month_before = month_of(who.today), month_of(add_months(who.today.replace(day=1), -1))
    looked_back = month_of(add_months(who.today.replace(day=1), -LOOKED_BACK_MONTHS))
    thanked = await team.thanked(connection, organisation, people, month, looked_back, MOST_LOOKED_AT)
    known = who.directory.employees
    longest = [row for row in thanked.longest if receives(who, known[row["employee"]])][:MOST_NOT_THANKED]
    since = caller.services.journal.clock() - timedelta(days=DRAFTED_DAYS)
    last = {row["employee"]: row["at"] for row in longest}
    achieved = await team.achieved(connection, organisation, last, since)
    granted = await team.tags_granted(connection, organisation, [month, month_before])
    active = (await tags.tags(connection, organisation, who.today, state="active", limit=1000))["items"]
    fixed = [tag["code"] for tag in active if tag["rule"]["type"] == "fixed"]
    often = [code for code in (*granted, *fixed) if code in fixed]
    budget = await budgets.budget(connection, organisation, who.actor, month)
    return {
        "budget": budget if budget and budget["points"] else None,
        "people": len(people),
        "thanked": thanked.people,
        "not_thanked": [_not_thanked(who, row, achieved.get(row["employee"]), often) for row in longest],
        **await team.pulse(connection, organisation, people, month, month_before),
    }


TEAM = Section(frozenset({"manager"}), ("balances", "budgets", "claims", "leaderboards", "reports", "tags"), _team)


def my_people(who: Acting) -> list[Employee]:
    """Whom somebody manages today, directly or not, without themselves and auditors."""
    seen = (who.directory.employees[no] for no in people_in_sight(who.directory, who.actor, who.today))
    return [
        one for one in seen
        if one.employee_no != who.actor and one.employed_on(who.today) and "auditor" not in one.roles
    ]  # fmt: skip


def _not_thanked(who: Acting, row: dict[str, Any], done: dict[str, Any] | None, often: list[str]) -> dict[str, Any]:
    """Somebody, and what a draft is made of once the texts are opened."""
    person = who.directory.employees[row["employee"]]
    last = None if row["at"] is None else {name: row[name] for name in ("at", "tag", "reason", "by")}
    likely = [*(one["tag"] for one in (done, last) if one is not None), *often]
    tried = [tag for tag in dict.fromkeys(likely) if tag in often][:MOST_TAGS_TRIED]
    return {
        "employee": person.employee_no,
        "name": sealed(person.name),
        "last": last,
        "draft": {"done": done, "tags": tried, "years": _years(who, person)},
    }


def _years(who: Acting, person: Employee) -> int:
    """How many years somebody has been here this month; 0 in any other month."""
    hired = person.hired_on
    return who.today.year - hired.year if hired is not None and hired.month == who.today.month else 0


async def draft(caller: Caller, not_thanked: list[dict[str, Any]], language: Language) -> None:
    """Make drafts of what is known of these people. Words are not made up: where nothing is known there is none."""
    for one in not_thanked:
        made = one["draft"]
        said = _sentence(made["done"], made["years"], language)
        if said is None:
            one["draft"] = None
            continue
        claim = made["done"]["claim"] if made["done"] and made["done"]["description"] else None
        one["draft"] = {"reason": said, "claim": claim, **await _tag(caller, one["employee"], made["tags"])}


def _sentence(done: dict[str, Any] | None, years: int, language: Language) -> str | None:
    words = WORDS[language]
    if done is not None and done["description"]:
        return words["claim"].format(what=first_words(done["description"])) + words["stop"]
    if years > 0:
        counted = f"{years} {'year' if years == 1 else 'years'}" if language == "en" else years
        return words["years"].format(years=counted) + words["stop"]
    return None


def first_words(text: str) -> str:
    """The first sentence of a text without its full stop, cut where it is long."""
    line = " ".join(text.split("\n", 1)[0].split())
    ends = [at for at in (line.find("。"), line.find(". ")) if at > 0]
    sentence = line[: min(ends)] if ends else line.rstrip(".。")
    return sentence if len(sentence) <= MOST_QUOTED else sentence[: MOST_QUOTED - 1].rstrip() + "…"


async def _tag(caller: Caller, employee: str, codes: list[str]) -> dict[str, Any]:
    """The first of some tags that can be granted to somebody now, and what it would credit."""
    unit = await grant_unit(caller, employee, False, codes)
    for code in codes:
        found = grantable(unit, code, employee, False, problem_of)
        if found is not None and found["problem"] is None and found["would_credit"]:
            return {"tag": code, "points": found["would_credit"]}
    return {"tag": None, "points": None}
