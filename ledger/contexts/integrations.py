"""Integrations: API keys of outside systems."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.integrations.actions import ACTIONS
from ledger.domain.integrations.api_key import API_KEY
from ledger.projections.directory.references import Reference
from ledger.projections.integrations.projection import ApiKeys

CONTEXT = Context(
    name="integrations",
    streams=(API_KEY,),
    actions=ACTIONS,
    routes=("ledger.api.integrations.commands", "ledger.api.integrations.queries"),
    projections=(ApiKeys,),
    subjects={},
    references=(
        Reference(
            "api_keys",
            to_people="FROM api_keys.keys WHERE organisation = %(organisation)s AND employees ? named.code",
            to_departments="FROM api_keys.keys WHERE organisation = %(organisation)s AND departments ? named.code",
        ),
    ),
)
