"""Countersigning: what one hr does not do alone."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.countersigning.actions import ACTIONS
from ledger.domain.countersigning.countersignature import COUNTERSIGNATURE
from ledger.domain.countersigning.events import CountersignatureAsked, OfCountersignature, took_part_in
from ledger.projections.countersigning.notices import NOTICES
from ledger.projections.countersigning.projection import Countersigning
from ledger.projections.countersigning.waits import WAITS


def _named(event: CountersignatureAsked) -> list[str]:
    """Whose it is, and of a claim that takes two approvers who had a part in the first approval, and who is next."""
    people = (event.employee, *(took_part_in(event.asked) or ()), event.asked.get("second"))
    return [one for one in dict.fromkeys(people) if one is not None]


CONTEXT = Context(
    name="countersigning",
    streams=(COUNTERSIGNATURE,),
    actions=ACTIONS,
    routes=("ledger.api.countersigning.commands", "ledger.api.countersigning.queries"),
    projections=(Countersigning,),
    subjects={
        CountersignatureAsked: lambda event: (
            event.subject,
            *(employee_account(one) for one in _named(event)),
        ),
        OfCountersignature: lambda event: (event.subject,),
    },
    waits=(WAITS,),
    notices=(NOTICES,),
)
