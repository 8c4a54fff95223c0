"""Budgets: what a manager may grant in a month."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.deadlines.budgets import DEADLINES
from ledger.domain.budgets.actions import ACTIONS
from ledger.domain.budgets.budget import BUDGET
from ledger.projections.budgets.projection import Budgets
from ledger.projections.directory.references import Reference

CONTEXT = Context(
    name="budgets",
    streams=(BUDGET,),
    actions=ACTIONS,
    routes=("ledger.api.budgets.commands", "ledger.api.budgets.queries"),
    projections=(Budgets,),
    subjects={},
    deadlines=DEADLINES,
    references=(
        Reference(
            "budgets",
            to_people="FROM budgets.budgets WHERE organisation = %(organisation)s AND owner = named.code",
        ),
    ),
)
