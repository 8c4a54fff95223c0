"""Who acts in a command, in whose name, and what they see: asked under the journal's lock, so it is never stale."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.application.unit import Unit
from ledger.domain.authorisation import check_not_oneself, check_permitted
from ledger.domain.directory.decisions import GIVEN_ROLES, may_act_for
from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.directory.hands import check_not_behind
from ledger.domain.directory.line import check_not_chosen
from ledger.domain.directory.sight import sees
from ledger.domain.errors import Forbidden, NotFound, unknown_reference

SYSTEM = "system"
"""The actor of what the ledger does by itself (lapses, expiries)."""


class Acting(NamedTuple):
    """`principal` is the person in whose name `actor` acts: themselves, or who delegated to them."""

    actor: str
    principal: str
    roles: frozenset[str]
    directory: Directory
    today: date

    def sees(self, person: Employee) -> bool:
        return sees(self.directory, self.principal, self.roles, person, self.today)

    def in_body(self, employee_no: str, pointer: str = "/employee") -> Employee:
        """Somebody named in the body; unknown and unseen are answered alike (422)."""
        person = self.directory.employees.get(employee_no)
        if person is None or not self.sees(person):
            raise unknown_reference(pointer)
        return person

    def in_path(self, employee_no: str) -> Employee:
        """Somebody named in the path; unknown and unseen are answered alike (404)."""
        person = self.directory.employees.get(employee_no)
        if person is None or not self.sees(person):
            raise NotFound
        return person

    def not_upon(self, employee_no: str) -> None:
        """Not upon themselves, nor upon who may act as them."""
        check_not_oneself(self.actor, self.principal, person=employee_no)
        check_not_behind(self.directory, employee_no, self.today, self.actor, self.principal)

    def judges(self, employee_no: str) -> None:
        """Whether they may decide about somebody at all: not upon themselves, nor by the word of whom it is about."""
        check_not_oneself(self.actor, self.principal, person=employee_no)
        check_not_chosen(self.directory, employee_no, self.today, self.actor, self.principal)


def acting(unit: Unit, action: str, matter: str | None = None) -> Acting:
    """Who acts, after the role table allowed it. `matter` is what a delegation must cover."""
    command, directory = unit.command, unit.directory
    today = unit.organisation.today(unit.now)
    who = resolve(directory, command.actor, command.on_behalf_of, matter, today)
    check_permitted(action, who.roles)
    return who


def resolve(directory: Directory, actor: str, on_behalf_of: str | None, matter: str | None, today: date) -> Acting:
    """The person in whose name somebody acts, with that person's roles of today.

    What a manager delegates is a manager's: roles that an admin gave stay with whom they were given to. Nobody who
    may not act at all, such as an auditor, acts for another.
    """
    own = directory.roles_of(actor, today)
    if on_behalf_of is None or on_behalf_of == actor:
        return Acting(actor, actor, own, directory, today)
    if matter is None or not may_act_for(directory, actor, on_behalf_of, matter, today):
        raise Forbidden("not-delegated", "You may not act on behalf of this person here.", "/On-Behalf-Of")
    if "employee" not in own:
        raise Forbidden("role", "Your role may not do this.")
    return Acting(actor, on_behalf_of, directory.roles_of(on_behalf_of, today) - GIVEN_ROLES, directory, today)
