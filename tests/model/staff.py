"""What happens to people and departments, and who may act in whose name: the book's rules on them.

Every method says for which reasons a command has to be refused; where there is none, it books it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.model.chart import GIVEN, Terms, circles, on
from tests.model.lines import Lines

ZONE = ZoneInfo("Asia/Shanghai")
PERSON, DEPARTMENT = ("manager", "department"), ("head", "parent")


class Staff(Lines):
    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def word(self, actor: str) -> tuple[str, date]:
        return actor, self.now.astimezone(UTC).date()

    def may(self, actor: str, *needed: str) -> set[str]:
        return set() if self.roles_of(actor, self.today) & set(needed) else {"role"}

    def register(self, actor: str, no: str, terms: Terms, hired: date | None) -> set[str]:
        since = hired or self.today
        refused = self.may(actor, "hr") | self._misplaced(no, since, terms)
        if no in self.people:
            refused |= {"employee-exists"}
        if not refused:
            self.said_of(no, PERSON, since, {}, {"manager": None, "department": None, **terms}, self.word(actor))
            self.people[no] = {since: terms}
            self.roles[no], self.hired[no], self.left[no] = set(), hired, None
        return refused

    def transfer(self, actor: str, no: str, since: date, changes: Terms) -> set[str]:
        if no not in self.people:
            return self.may(actor, "hr", "admin") | {"not-found"}
        standing = on(self.people[no], since)
        terms = {**standing, **changes}
        people = self.with_person(no, since, terms)
        refused = self._misplaced(no, since, terms) | self.upon(actor, no)
        refused |= self.may_change(actor, self.but(people=people), self.today)
        if not refused and terms != standing:
            self.said_of(no, PERSON, since, standing, terms, self.word(actor))
            self.people = people
        return refused

    def _misplaced(self, no: str, since: date, terms: Terms) -> set[str]:
        refused = set()
        if terms["department"] not in {None, *self.departments}:
            refused |= {"unknown-reference"}
        if terms["manager"] not in {None, no, *self.people}:
            refused |= {"unknown-reference"}
        elif circles(self.with_person(no, since, terms), "manager"):
            refused |= {"manager-circle"}
        return refused

    def leave(self, actor: str, no: str, left: date | None) -> set[str]:
        if no not in self.people:
            return self.may(actor, "hr", "admin") | {"not-found"}
        hired = self.hired[no]
        delegations = {id: dict(given) for id, given in self.delegations.items()}
        for given in delegations.values():
            if left and no in {given["from"], given["to"]}:
                given["ends_on"] = min(given["ends_on"], left)
        after = self.but(left={**self.left, no: left}, delegations=delegations)
        refused = self.upon(actor, no) | ({"dates"} if hired and left and left < hired else set())
        refused |= self.may_change(actor, after, self.today)
        if not refused:
            self.left, self.delegations = after.left, after.delegations
        return refused

    def give_roles(self, actor: str, no: str, roles: set[str]) -> set[str]:
        refused = self.may(actor, "admin")
        if no not in self.people:
            return refused | {"not-found"}
        refused |= self.upon(actor, no) | ({"auditor-alone"} if "auditor" in roles and len(roles) > 1 else set())
        refused |= self.line(actor, self.but(roles={**self.roles, no: roles}), self.today)
        if not refused:
            if "hr" in roles - self.roles[no]:
                self.said(("hr", no), self.word(actor)[1], *self.word(actor))
            elif "hr" not in roles:
                self.words.pop(("hr", no), None)
            self.roles[no] = roles
        return refused

    def set_password(self, actor: str, no: str) -> set[str]:
        refused = self.may(actor, "hr", "admin")
        if no not in self.people:
            return refused | {"not-found"}
        refused |= self.upon(actor, no) | (self.may(actor, "admin") if self.roles[no] else set())
        if not refused:
            self.passwords.append((no, *self.word(actor)))
        return refused

    def move_department(self, actor: str, code: str, since: date, changes: Terms) -> set[str]:
        standing = on(self.departments[code], since)
        terms = {**standing, **changes}
        departments = self.with_department(code, since, terms)
        refused = self.may_change(actor, self.but(departments=departments), self.today)
        if terms["head"] not in {None, *self.people}:
            refused |= {"unknown-reference"}
        if circles(departments, "parent"):
            refused |= {"department-circle"}
        if not refused and terms != standing:
            self.said_of(code, DEPARTMENT, since, standing, terms, self.word(actor))
            self.departments = departments
        return refused

    def delegate(self, actor: str, given: Terms) -> set[str]:
        refused = self.may(actor, "manager")
        if given["to"] == actor:
            refused |= {"upon-oneself"}
        elif given["to"] not in self.people:
            refused |= {"unknown-reference"}
        elif "auditor" in self.roles[given["to"]]:
            refused |= {"auditor-acts"}
        first = max(given["starts_on"], self.today)
        if given["ends_on"] < first:
            refused |= {"dates"}
        if given["ends_on"] > first + timedelta(days=366):
            refused |= {"delegation-too-long"}
        if {given["to"], actor} <= self.people.keys():
            days = {(given["to"], first), (given["to"], given["ends_on"]), (actor, given["ends_on"])}
            if not all(self.employed(no, day) for no, day in days):
                refused |= {"not-employed"}
        return refused

    def revoke(self, actor: str, delegation: str) -> set[str]:
        refused = self.may(actor, "manager")
        if self.delegations.get(delegation, {}).get("from") != actor:
            refused |= {"not-found"}
        if not refused:
            del self.delegations[delegation]
        return refused

    def acts(self, actor: str, behalf: str | None, matter: str, *needed: str) -> tuple[str, set[str], set[str]]:
        """In whose name, with which roles, and why not."""
        if behalf is None or behalf == actor:
            return actor, self.roles_of(actor, self.today), self.may(actor, *needed)
        roles = self.roles_of(behalf, self.today) - GIVEN
        refused = set() if roles & set(needed) else {"role"}
        if not self.delegated(behalf, actor, matter, self.today):
            refused |= {"not-delegated"}
        if not all("employee" in self.roles_of(one, self.today) for one in (actor, behalf)):
            refused |= {"role", "not-delegated"}
        return behalf, roles, refused

    def upon(self, *who: str) -> set[str]:
        """Nobody acts upon themselves, nor with a password that the person set."""
        *actors, person = who
        if person in actors:
            return {"upon-oneself"}
        return {"chosen-judge"} if any(person in self.behind(actor, self.today) for actor in actors) else set()
