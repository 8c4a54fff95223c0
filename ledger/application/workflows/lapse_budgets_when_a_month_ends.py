"""What is left of a budget goes back when its month has ended (docs/rules/points.md, "Grants, budgets")."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from ledger.application.access import SYSTEM
from ledger.application.budgets import lapse_budget
from ledger.application.ids import new_id
from ledger.application.unit import Command

Submit = Callable[[Command], Awaitable[Any]]


async def lapse_budgets(submit: Submit, organisation: str, accounts: Iterable[str]) -> int:
    """Lapse these budgets; the rule decides by the ledger's own clock, so a month that goes on is left alone."""
    done = 0
    for account in accounts:
        await submit(Command(organisation, SYSTEM, new_id(), partial(lapse_budget, account=account)))
        done += 1
    return done
