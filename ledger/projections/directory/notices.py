"""Who is told what of the directory."""

from __future__ import annotations

from ledger.domain.directory.events import PasswordSet
from ledger.domain.events import Recorded
from ledger.projections.notifications.notices import Known, Notices, Told


def _password_set(recorded: Recorded, event: PasswordSet, known: Known) -> list[Told]:
    return [(event.employee_no, "password-set", {"by": recorded.actor})]


NOTICES = Notices({PasswordSet: _password_set})
"""`password-set`: {by}, also where it was oneself."""
