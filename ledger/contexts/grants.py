"""Grants: points in the moment, to one or to many."""

from __future__ import annotations

from ledger.application.grants import award_countersigned
from ledger.contexts.context import Context
from ledger.domain.accounts.credited import GRANT
from ledger.domain.grants.actions import ACTIONS

CONTEXT = Context(
    name="grants",
    streams=(GRANT,),
    actions=ACTIONS,
    routes=(
        "ledger.api.grants.commands",
        "ledger.api.grants.batches",
        "ledger.api.grants.queries",
        "ledger.api.grants.trials",
    ),
    subjects={},
    countersigned={"award": award_countersigned},
)
