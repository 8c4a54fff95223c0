"""Who is told what of the directory."""

from __future__ import annotations

from ledger.domain.directory.events import EmployeeRegistered, PasswordSet
from ledger.domain.events import Recorded
from ledger.projections.notifications.notices import Known, Notices, Told


def _password_set(recorded: Recorded, event: PasswordSet, known: Known) -> list[Told]:
    return [(event.employee_no, "password-set", {"by": recorded.actor})]


def _registered(recorded: Recorded, event: EmployeeRegistered, known: Known) -> list[Told]:
    return [(event.employee_no, "password-set", {"by": recorded.actor})] if event.password_given else []


NOTICES = Notices({PasswordSet: _password_set, EmployeeRegistered: _registered})
"""`password-set`: {by}, also where it was oneself."""
