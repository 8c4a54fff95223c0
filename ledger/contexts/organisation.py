"""The organisation: its name, its settings."""

from __future__ import annotations

from ledger.application.organisation import change_countersigned
from ledger.contexts.context import Context
from ledger.domain.organisation.actions import ACTIONS
from ledger.domain.organisation.organisation import ORGANISATIONS

CONTEXT = Context(
    name="organisation",
    streams=(ORGANISATIONS,),
    actions=ACTIONS,
    subjects={},
    countersigned={"settings": change_countersigned},
)
