"""Who is told what of the directory."""

from __future__ import annotations

from ledger.domain.directory.events import DelegationGiven, DelegationRevoked, EmployeeRegistered, PasswordSet
from ledger.domain.events import Recorded
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _password_set(recorded: Recorded, event: PasswordSet, known: Known) -> list[Told]:
    return [(event.employee_no, "password-set", {"by": recorded.actor})]


def _registered(recorded: Recorded, event: EmployeeRegistered, known: Known) -> list[Told]:
    return [(event.employee_no, "password-set", {"by": recorded.actor})] if event.password_given else []


def _delegated(recorded: Recorded, event: DelegationGiven, known: Known) -> list[Told]:
    data = {
        "delegation": event.delegation,
        "principal": event.principal,
        "from": event.starts_on.isoformat(),
        "to": event.ends_on.isoformat(),
        "matters": list(event.matters),
    }
    return [(event.delegate, "delegation-given", data)]


NOTICES = Notices(
    {PasswordSet: _password_set, EmployeeRegistered: _registered, DelegationGiven: _delegated},
    asks={"delegation-given": Ask(("delegation",), (DelegationRevoked,))},
)
"""`password-set`: {by}, also where it was oneself; `delegation-given`, to who stands in: {delegation, principal, from,
to, matters}."""
