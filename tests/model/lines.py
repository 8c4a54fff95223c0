"""Who put whom above somebody, in plain dicts, and what follows from it."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import Any

from tests.model.chart import Chart, Terms, _above, on

Key = tuple[str, str]
"""A link and whose: ("manager", no), ("department", no), ("hr", no), ("head", code), ("parent", code)."""


class Lines(Chart):
    def __init__(self) -> None:
        super().__init__()
        self.words: dict[Key, dict[date, tuple[str, date]]] = {}
        self.passwords: list[tuple[str, str, date]] = []
        """Whose, by which other, recorded on which day."""

    def said(self, key: Key, since: date, by: str, day: date) -> None:
        self.words.setdefault(key, {})[since] = (by, day)

    def said_of(self, whose: str, links: tuple[str, ...], since: date, was: Terms, terms: Terms, by: Any) -> None:
        """Note whose word each link is that changes; `by`: who, and on which day."""
        for link in links:
            if terms[link] != was.get(link):
                self.said((link, whose), since, *by)

    def own_word(self, no: str, key: Key, day: date) -> bool:
        """Whether a link holds by somebody's own word of the last 30 days."""
        history = self.words.get(key)
        if not history:
            return False
        since = max((one for one in history if one <= day), default=min(history))
        by, said = history[since]
        own = by == no or no in self.behind(by, said, [one for one in self.passwords if one[2] <= said])
        return own and day <= max(since, said) + timedelta(days=30)

    def behind(self, no: str, day: date, passwords: list[tuple[str, str, date]] | None = None) -> set[str]:
        """Who set somebody's password in the last 30 days, and who is behind those."""
        known = self.passwords if passwords is None else passwords
        fresh = [(whose, by) for whose, by, on in known if day <= on + timedelta(days=30)]
        found, before = {no}, set[str]()
        while found != before:
            before = found
            found = found | {by for whose, by in fresh if whose in found}
        return found - {no}

    def approvers(self, no: str, day: date) -> list[tuple[str, bool]]:
        """Who may decide about somebody, and whether they chose them; the nearest first."""
        found = [(on(self.people[no], day)["manager"], self.own_word(no, ("manager", no), day))]
        chosen = self.own_word(no, ("department", no), day)
        for code in self.departments_of(no, day):
            found.append((on(self.departments[code], day)["head"], chosen or self.own_word(no, ("head", code), day)))
            chosen = chosen or self.own_word(no, ("parent", code), day)
        return [(one, own or no in self.behind(one, day)) for one, own in found if one and one != no]

    def chosen(self, day: date, *who: str) -> set[str]:
        """Why none of these decides about the last of them."""
        *judges, no = who
        if no not in self.people:
            return set()
        above, one, own = self.approvers(no, day), no, False
        for manager in _above(self.people, "manager", no, day):
            own = own or self.own_word(no, ("manager", one), day)
            above.append((manager, own))
            one = manager
        barred = {
            judge
            for judge in judges
            if no in self.behind(judge, day)
            or ((judge, False) not in above and ((judge, True) in above or self.own_word(no, ("hr", judge), day)))
        }
        return {"chosen-judge"} if barred else set()

    def approver(self, no: str, day: date) -> str | None:
        """The first of them who may act, and whom the person did not put there."""
        return next(
            (
                one
                for one, own in self.approvers(no, day)
                if not own and self.employed(one, day) and "auditor" not in self.roles[one]
            ),
            None,
        )

    def but(self, **changed: Any) -> Lines:
        """As it would be."""
        other = copy(self)
        for name, value in changed.items():
            setattr(other, name, value)
        return other

    def changed_line(self, no: str, after: Lines, today: date) -> bool:
        """Whether who stands above somebody is another, today or on a coming day."""
        dated = (self.people, self.departments, after.people, after.departments)
        days = {today} | {day for one in dated for history in one.values() for day in history if day > today}
        return any(self._line(no, day) != after._line(no, day) for day in days)

    def _line(self, no: str, day: date) -> Any:
        if no not in self.people:
            return None
        managers = _above(self.people, "manager", no, day)
        path = [(code, on(self.departments[code], day)["head"]) for code in self.departments_of(no, day)]
        above = {*managers, *(head for _, head in path if head)}
        acting = {one: (self.hired[one], self.left[one], "auditor" in self.roles[one]) for one in above}
        stand_ins = {
            (given["from"], given["to"], given["ends_on"])
            for given in self.delegations.values()
            if given["from"] in above and given["ends_on"] >= day
        }
        return managers, path, acting, stand_ins

    def line(self, actor: str, after: Lines, today: date) -> set[str]:
        return {"own-line"} if self.changed_line(actor, after, today) else set()

    def may_change(self, actor: str, after: Lines, today: date) -> set[str]:
        """hr changes departments and records, an admin the line of the only hr; nobody their own. Who names somebody
        unknown is told that."""
        heads = [terms["head"] for history in after.departments.values() for terms in history.values()]
        managers = [terms["manager"] for history in after.people.values() for terms in history.values()]
        if not {*heads, *managers} <= {None, *self.people}:
            return set() if self.roles_of(actor, today) & {"hr", "admin"} else {"role"}
        roles, refused = self.roles_of(actor, today), self.line(actor, after, today)
        hrs = [no for no in self.people if "hr" in self.roles_of(no, today)]
        if "hr" in roles or ("admin" in roles and len(hrs) == 1 and self.changed_line(hrs[0], after, today)):
            return refused
        return refused | {"role"}
