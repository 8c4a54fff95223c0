"""Accounts: points move, expire, are settled when somebody leaves."""

from __future__ import annotations

from ledger.application.accounts import settle_countersigned
from ledger.contexts.context import Context
from ledger.deadlines.accounts import DEADLINES
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.actions import ACTIONS
from ledger.domain.accounts.announced import ANNOUNCED
from ledger.domain.accounts.events import ExpiryAnnounced, LeaverSettled, employee_account
from ledger.domain.accounts.held import HELD
from ledger.domain.accounts.leaving import LEAVING
from ledger.projections.accounts.notices import NOTICES
from ledger.projections.accounts.projection import Balances

CONTEXT = Context(
    name="accounts",
    streams=(ACCOUNT, HELD, ANNOUNCED, LEAVING),
    actions=ACTIONS,
    routes=("ledger.api.accounts.queries", "ledger.api.accounts.entries", "ledger.api.accounts.files"),
    projections=(Balances,),
    subjects={
        ExpiryAnnounced: lambda event: (employee_account(event.employee),),
        LeaverSettled: lambda event: (employee_account(event.employee),),
    },
    notices=(NOTICES,),
    deadlines=DEADLINES,
    countersigned={"leaver": settle_countersigned},
)
