"""Of hr and admins of a new organisation: what is there of all that it begins with, in the order in which one needs
the other. It is gone when everything is begun."""

from __future__ import annotations

from typing import Any

from ledger.api.home.sections import Section
from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection
from ledger.domain.directory.directory import Employee
from ledger.projections.home import beginning
from ledger.projections.invitations.query import with_open_link

FIRST_LOOKED_AT = 50
"""With a password, of these somebody is nearly always found: the others need not be looked up."""


async def _beginning(caller: Caller, connection: Connection) -> dict[str, Any] | None:
    organisation, who = caller.organisation, caller.acting
    employed = [one for one in who.directory.employees.values() if one.employed_on(who.today)]
    begun = {
        "departments": bool(who.directory.departments),
        "people": any(not one.roles for one in employed),
        **await beginning.begun(connection, organisation),
    }
    begun["invitations"] = begun["invitations"] or await _anybody_comes(caller, employed)
    return None if all(begun.values()) else {"steps": await _steps(caller, connection, begun, employed)}


async def _anybody_comes(caller: Caller, employed: list[Employee]) -> bool:
    """Whether anybody without a given role has a password: whoever founded an organisation holds one."""
    others = [one.employee_no for one in employed if not one.roles]
    for some in (others[:FIRST_LOOKED_AT], others[FIRST_LOOKED_AT:]):
        if some and await caller.services.links.with_password(caller.organisation, some):
            return True
    return False


async def _steps(
    caller: Caller, connection: Connection, begun: dict[str, bool], employed: list[Employee]
) -> list[dict[str, Any]]:
    organisation, who = caller.organisation, caller.acting
    people = [one.employee_no for one in employed if "auditor" not in one.roles]
    managers = [no for no in people if "manager" in who.directory.roles_of(no, who.today)]
    come = {
        *await caller.services.links.with_password(organisation, people),
        *await with_open_link(connection, organisation, caller.services.journal.clock()),
    }
    counts = {
        "departments": len(who.directory.departments),
        "people": len(people),
        **await beginning.counted(connection, organisation, managers),
        "invitations": len(come.intersection(people)),
    }
    of = {"budgets": len(managers), "invitations": len(people)}
    return [
        {"step": step, "done": begun[step], "count": counts[step], "of": of.get(step)}
        for step in ("departments", "people", "tags", "budgets", "rewards", "invitations")
    ]


BEGINNING = Section(frozenset({"hr", "admin"}), ("budgets", "invitations", "rewards", "tags"), _beginning)
