"""Countersigning: what one hr does not do alone."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.countersigning.actions import ACTIONS
from ledger.domain.countersigning.countersignature import COUNTERSIGNATURE
from ledger.domain.countersigning.events import CountersignatureAsked, OfCountersignature
from ledger.projections.countersigning.notices import NOTICES
from ledger.projections.countersigning.projection import Countersigning
from ledger.projections.countersigning.waits import WAITS

CONTEXT = Context(
    name="countersigning",
    streams=(COUNTERSIGNATURE,),
    actions=ACTIONS,
    routes=("ledger.api.countersigning.commands", "ledger.api.countersigning.queries"),
    projections=(Countersigning,),
    subjects={
        CountersignatureAsked: lambda event: (
            event.subject,
            *(() if event.employee is None else (employee_account(event.employee),)),
        ),
        OfCountersignature: lambda event: (event.subject,),
    },
    waits=(WAITS,),
    notices=(NOTICES,),
)
