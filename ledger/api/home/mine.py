"""Of somebody who has points: what waits for them, and what their points are good for."""

from __future__ import annotations

from typing import Any

from ledger.api.home.sections import Section
from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection
from ledger.domain.accounts.events import employee_account
from ledger.projections.accounts import query as balances
from ledger.projections.home import mine


async def _mine(caller: Caller, connection: Connection) -> dict[str, Any]:
    organisation, me = caller.organisation, caller.employee_no
    account = await balances.account(connection, organisation, employee_account(me))
    return {
        "returned": await mine.returned(connection, organisation, me),
        **await mine.under_way(connection, organisation, me),
        **await mine.rewards_within(connection, organisation, account["balance"]),
    }


MINE = Section(frozenset({"employee"}), ("balances", "claims", "redemptions", "rewards"), _mine)
