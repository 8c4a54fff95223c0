"""What happens to links. What opens one stands in no event: whoever reads the journal can't use it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ledger.domain.events import Event

Purpose = Literal["join", "reset"]


class InvitationGiven(Event, type="invitations.given.1"):
    """Somebody gave a person a link, which ends those before it. `digest` is a keyed hash of what is in the link;
    `replaces` is the id of the password that the person has, which the link ends with; `of_import` the import that they
    came with, where the link was given to all of it."""

    employee_no: str
    purpose: Purpose
    expires_at: datetime
    digest: str
    replaces: str
    of_import: str | None = None


class InvitationUsed(Event, type="invitations.used.1"):
    """The person chose a password by their link; the id names this setting."""

    employee_no: str
    password_id: str


class InvitationRevoked(Event, type="invitations.revoked.1"):
    """Somebody ended the link before it was used."""

    employee_no: str
