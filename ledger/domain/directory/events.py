"""What happens to departments and people. All of it is in one stream, `directory`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ledger.domain.events import Event, upcaster
from ledger.domain.values import PLAIN, Quantity, Sealed, Value, canonical


class DepartmentTerms(Value):
    """A department from a day on."""

    effective_from: date
    name: str
    parent: str | None = None
    head: str | None = None


class Assignment(Value):
    """Where somebody stands from a day on, and what for. What is the person's alone is sealed: who employs and books
    them, and their pay per month, a decimal in its canonical form."""

    effective_from: date
    department: str | None = None
    manager: str | None = None
    job: str | None = None
    legal_entity: Sealed | None = None
    cost_centre: Sealed | None = None
    pay_standard: Sealed | None = None
    performance_share: Quantity | None = None


SEALED = ("legal_entity", "cost_centre", "pay_standard")
"""The fields of an assignment that are sealed under the person's key."""


class DepartmentCreated(Event, type="directory.department-created.1"):
    code: str
    terms: DepartmentTerms


class DepartmentChanged(Event, type="directory.department-changed.1"):
    """Another name, parent or head from a day on: all terms are told, and what differs from what held on that day is
    what changes, also in what was planned for later."""

    code: str
    terms: DepartmentTerms


class DepartmentUndone(Event, type="directory.department-undone.1"):
    """An undone import had created the department, and nothing refers to it: it is not there from now on."""

    code: str


class EmployeeRegistered(Event, type="directory.employee-registered.2"):
    """Somebody has a record from now on; their number is a pseudonym that is never changed or reused. `password_given`:
    with a first password, by whoever recorded it; what was recorded before that was told does not say it."""

    employee_no: str
    name: Sealed
    assignment: Assignment
    roles: tuple[str, ...] = ()
    hired_on: date | None = None
    left_on: date | None = None
    password_given: bool | None = None


class RegistrationUndone(Event, type="directory.registration-undone.1"):
    """An undone import had registered somebody, and nothing refers to them: they have no record from now on. Their
    number is registered again when the mended file comes."""

    employee_no: str


class EmployeeRenamed(Event, type="directory.employee-renamed.1"):
    employee_no: str
    name: Sealed


class EmployeeAssigned(Event, type="directory.employee-assigned.2"):
    """A transfer, a new manager, job or pay from a day on: the whole standing is told, and what differs from what
    held on that day is what changes, also in what was planned for later."""

    employee_no: str
    assignment: Assignment


@upcaster("directory.employee-registered.1", "directory.employee-registered.2")
@upcaster("directory.employee-assigned.1", "directory.employee-assigned.2")
def _with_boxes(data: dict[str, Any]) -> dict[str, Any]:
    """These fields were recorded in plain words once, and the job as a position."""
    terms = dict(data["assignment"])
    if "position" in terms:
        terms["job"] = terms.pop("position")
    if "pay_standard" in terms:
        terms["pay_standard"] = canonical(Decimal(terms["pay_standard"]))
    boxes = {name: {"person": data["employee_no"], "box": PLAIN + terms[name]} for name in SEALED if name in terms}
    return {**data, "assignment": {**terms, **boxes}}


class EmploymentDated(Event, type="directory.employment-dated.1"):
    """When somebody was hired and left; None: not known, or not left."""

    employee_no: str
    hired_on: date | None = None
    left_on: date | None = None


class RolesGiven(Event, type="directory.roles-given.1"):
    """The roles that somebody holds from now on, all of them, besides the derived ones."""

    employee_no: str
    roles: tuple[str, ...]


class PasswordSet(Event, type="directory.password-set.1"):
    """Somebody set a password of the employee, who may be themselves: whoever was signed in with the one before is
    not any more. The id names this setting; of the password itself nothing is recorded. `link_by`: who gave the link
    that it was chosen by, and might have used it."""

    employee_no: str
    password_id: str
    link_by: str | None = None


class DelegationGiven(Event, type="directory.delegation-given.1"):
    """`delegate` may act on behalf of `principal` in `matters`, from the first to the last local day."""

    delegation: str
    principal: str
    delegate: str
    matters: tuple[str, ...]
    starts_on: date
    ends_on: date


class DelegationShortened(Event, type="directory.delegation-shortened.1"):
    """One of the two leaves before the delegation's last day: it ends with their last day, and a return of theirs does
    not bring it back."""

    delegation: str
    principal: str
    delegate: str
    ends_on: date


class DelegationRevoked(Event, type="directory.delegation-revoked.1"):
    delegation: str
