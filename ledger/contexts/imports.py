"""Imports: what an older system knew, and parallel months."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.credited import OPENING, PAST_GRANT
from ledger.domain.accounts.events import employee_account
from ledger.domain.imports.actions import ACTIONS
from ledger.domain.imports.batch import IMPORT
from ledger.domain.imports.events import DifferenceExplained
from ledger.domain.imports.parallel import PARALLEL_MONTH

CONTEXT = Context(
    name="imports",
    streams=(IMPORT, OPENING, PAST_GRANT, PARALLEL_MONTH),
    actions=ACTIONS,
    routes=(
        "ledger.api.imports.commands",
        "ledger.api.imports.decisions",
        "ledger.api.imports.files",
        "ledger.api.imports.parallel_months",
        "ledger.api.imports.explanations",
    ),
    subjects={DifferenceExplained: lambda event: (employee_account(event.employee),)},
)
