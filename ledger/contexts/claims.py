"""Claims: value that employees claim, and approvers decide."""

from __future__ import annotations

from ledger.application.claim_decisions import approve_countersigned
from ledger.contexts.context import Context
from ledger.deadlines.claims import DEADLINES
from ledger.domain.accounts.events import employee_account
from ledger.domain.claims.actions import ACTIONS
from ledger.domain.claims.claim import CLAIM
from ledger.domain.claims.events import ClaimSubmitted
from ledger.projections.claims.notices import NOTICES
from ledger.projections.claims.projection import Claims
from ledger.projections.claims.waits import WAITS
from ledger.projections.engine.claimants import LATER

CONTEXT = Context(
    name="claims",
    streams=(CLAIM,),
    actions=ACTIONS,
    routes=("ledger.api.claims.commands", "ledger.api.claims.files", "ledger.api.claims.queries"),
    projections=(Claims,),
    subjects={
        ClaimSubmitted: lambda event: (CLAIM(event.claim), employee_account(event.employee)),
        **dict.fromkeys(LATER, lambda event: (CLAIM(event.claim),)),
    },
    waits=(WAITS,),
    notices=(NOTICES,),
    deadlines=DEADLINES,
    countersigned={"claim": approve_countersigned},
)
