"""What the benchmark knows about an organisation that it made."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "only for the benchmark"
HR, ADMIN = "HR01", "ROOT"
ROOT_DEPARTMENT = "HQ"
TAG, RANGED_TAG = "TEAM", "RANGED"
POINTS = 5
BUDGET = 10**9
PEOPLE_PER_DEPARTMENT = 125
SIGNING_IN = 8
"""So many managers have a password."""


@dataclass(frozen=True)
class Tenant:
    """An organisation of so many employees, in departments of 125, each with a manager who heads it.

    `events` is how many grants its history holds, spread over the months before.
    """

    organisation: str
    employees: int
    events: int

    @property
    def managers(self) -> tuple[str, ...]:
        return tuple(manager_of(number) for number in range(-(-self.employees // PEOPLE_PER_DEPARTMENT)))

    @property
    def granting(self) -> tuple[str, ...]:
        """The managers who can sign in."""
        return self.managers[:SIGNING_IN]

    @property
    def watched(self) -> str:
        """The employee who can sign in."""
        return self.staff(self.managers[0])[0]

    def staff(self, manager: str) -> tuple[str, ...]:
        """The employees of the department that somebody heads."""
        first = int(manager[1:]) * PEOPLE_PER_DEPARTMENT
        return tuple(employee_no(n) for n in range(first, min(first + PEOPLE_PER_DEPARTMENT, self.employees)))

    def granted_to(self) -> tuple[tuple[str, str], ...]:
        """Manager and employee of all grants that can be made: 1,000 employees of eight managers."""
        return tuple((manager, employee) for manager in self.granting for employee in self.staff(manager))


def manager_of(department: int) -> str:
    return f"M{department:04d}"


def department_of(manager: str) -> str:
    """The department that a manager heads."""
    return f"D{manager[1:]}"


def employee_no(number: int) -> str:
    return f"E{number:06d}"
