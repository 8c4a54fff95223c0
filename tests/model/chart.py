"""Who stands where, in plain dicts: written from the rules, knowing nothing of the ledger's own code."""

from __future__ import annotations

from datetime import date
from typing import Any

Terms = dict[str, Any]
History = dict[date, Terms]
GIVEN = {"hr", "auditor", "payroll", "admin"}


def on(history: History, day: date) -> Terms:
    """The terms that hold on a day: the last before it; before the first, the first."""
    return history[max((since for since in history if since <= day), default=min(history))]


def amended(history: History, since: date, terms: Terms) -> History:
    """The terms of every day that is named, written out: each field changes on `since`, and stays so until it was to
    change anyway."""
    if not history:
        return {since: terms}
    made = {day: dict(on(history, day)) for day in {*history, since}}
    for field, new in terms.items():
        old = on(history, since)[field]
        for day in sorted(day for day in made if day >= since):
            if made[day][field] != old:
                break
            made[day][field] = new
    return made


def circles(histories: dict[str, History], field: str) -> bool:
    """Whether somebody is above themselves on any day."""
    days = {since for history in histories.values() for since in history} | {date.min}
    return any(one in _above(histories, field, one, day) for day in days for one in histories)


def _above(histories: dict[str, History], field: str, start: str, day: date) -> list[str]:
    found: list[str] = []
    one = on(histories[start], day)[field]
    while one is not None and one not in found:
        found.append(one)
        one = on(histories[one], day)[field]
    return found


class Chart:
    """People, departments, delegations."""

    def __init__(self) -> None:
        self.people: dict[str, History] = {}
        self.departments: dict[str, History] = {}
        self.roles: dict[str, set[str]] = {}
        self.hired: dict[str, date | None] = {}
        self.left: dict[str, date | None] = {}
        self.delegations: dict[str, Terms] = {}

    def employed(self, no: str, day: date) -> bool:
        hired, left = self.hired[no], self.left[no]
        return not (hired and day < hired) and not (left and left < day)

    def departments_of(self, no: str, day: date) -> list[str]:
        """The department on a day, and those above it, the nearest first."""
        own = on(self.people[no], day)["department"]
        return [own, *_above(self.departments, "parent", own, day)] if own else []

    def heads_over(self, no: str, day: date) -> list[str]:
        heads = (on(self.departments[code], day)["head"] for code in self.departments_of(no, day))
        return [head for head in heads if head]

    def manages(self, no: str, day: date) -> bool:
        reports = any(on(history, day)["manager"] == no for history in self.people.values())
        return reports or any(on(history, day)["head"] == no for history in self.departments.values())

    def roles_of(self, no: str, day: date) -> set[str]:
        left = self.left.get(no)
        if no not in self.people or (left and left < day):
            return set()
        if "auditor" in self.roles[no]:
            return {"auditor"}
        return {"employee"} | self.roles[no] | ({"manager"} if self.manages(no, day) else set())

    def sees(self, viewer: str, roles: set[str], no: str, day: date) -> bool:
        if viewer == no or roles & {"hr", "auditor"}:
            return True
        over = _above(self.people, "manager", no, day) + self.heads_over(no, day)
        return "manager" in roles and viewer in over

    def delegated(self, principal: str, delegate: str, matter: str, day: date) -> bool:
        return any(
            (given["from"], given["to"]) == (principal, delegate)
            and matter in given["what"]
            and given["starts_on"] <= day <= given["ends_on"]
            for given in self.delegations.values()
        )

    def with_person(self, no: str, since: date, terms: Terms) -> dict[str, History]:
        return {**self.people, no: amended(self.people.get(no, {}), since, terms)}

    def with_department(self, code: str, since: date, terms: Terms) -> dict[str, History]:
        return {**self.departments, code: amended(self.departments.get(code, {}), since, terms)}

    def below(self, head: str, day: date) -> set[str]:
        """The departments that somebody heads, and all below them."""
        headed = {code for code, history in self.departments.items() if on(history, day)["head"] == head}
        return {code for code in self.departments if headed & {code, *_above(self.departments, "parent", code, day)}}
