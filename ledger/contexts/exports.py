"""Exports: what was redeemed, for those who pay and book it."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.exports.actions import ACTIONS
from ledger.domain.exports.events import ExportPrepared
from ledger.domain.exports.export import EXPORT
from ledger.domain.exports.lines import LINES
from ledger.projections.exports.notices import NOTICES
from ledger.projections.exports.projection import Exports

CONTEXT = Context(
    name="exports",
    streams=(EXPORT, LINES),
    actions=ACTIONS,
    routes=("ledger.api.exports.commands", "ledger.api.exports.files", "ledger.api.exports.queries"),
    projections=(Exports,),
    subjects={
        ExportPrepared: lambda event: [
            subject for line in event.lines for subject in (line.subject, employee_account(line.employee))
        ],
    },
    notices=(NOTICES,),
)
