"""Invitations: links by which people choose their own password."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.invitations import events
from ledger.domain.invitations.actions import ACTIONS
from ledger.domain.invitations.invitation import INVITATION
from ledger.projections.invitations.notices import NOTICES
from ledger.projections.invitations.projection import Invitations

CONTEXT = Context(
    name="invitations",
    streams=(INVITATION,),
    actions=ACTIONS,
    routes=(
        "ledger.api.invitations.commands",
        "ledger.api.invitations.queries",
        "ledger.api.invitations.files",
        "ledger.api.invitations.acceptance",
    ),
    projections=(Invitations,),
    subjects=dict.fromkeys(
        (events.InvitationGiven, events.InvitationUsed, events.InvitationRevoked),
        lambda event: (employee_account(event.employee_no),),
    ),
    notices=(NOTICES,),
)
