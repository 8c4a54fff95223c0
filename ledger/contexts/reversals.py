"""Reversals: credits that are taken back."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.reversals.actions import ACTIONS
from ledger.domain.reversals.events import ReversalRequested
from ledger.domain.reversals.reversal import REVERSAL
from ledger.projections.reversals.notices import NOTICES
from ledger.projections.reversals.projection import Reversals
from ledger.projections.reversals.waits import WAITS

CONTEXT = Context(
    name="reversals",
    streams=(REVERSAL,),
    actions=ACTIONS,
    routes=("ledger.api.reversals.commands", "ledger.api.reversals.files", "ledger.api.reversals.queries"),
    projections=(Reversals,),
    subjects={ReversalRequested: lambda event: (event.subject, employee_account(event.employee))},
    waits=(WAITS,),
    notices=(NOTICES,),
)
