"""Conduct: deductions, which lower the rank and never the balance."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.conduct.actions import ACTIONS
from ledger.domain.conduct.deduction import DEDUCTION
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.projections.conduct.notices import NOTICES
from ledger.projections.conduct.projection import Deductions

CONTEXT = Context(
    name="conduct",
    streams=(DEDUCTION,),
    actions=ACTIONS,
    routes=("ledger.api.conduct.commands", "ledger.api.conduct.files", "ledger.api.conduct.queries"),
    projections=(Deductions,),
    subjects={
        DeductionMade: lambda event: (employee_account(event.employee),),
        DeductionCorrected: lambda event: (employee_account(event.employee),),
    },
    notices=(NOTICES,),
)
