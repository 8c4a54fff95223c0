"""Redemptions: points for a reward."""

from __future__ import annotations

from ledger.application.redemptions import fulfil_countersigned
from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.redemptions.actions import ACTIONS
from ledger.domain.redemptions.events import OfRedemption
from ledger.domain.redemptions.redemption import REDEMPTION
from ledger.domain.rewards.reward import REWARD
from ledger.projections.redemptions.notices import NOTICES
from ledger.projections.redemptions.projection import Redemptions
from ledger.projections.redemptions.waits import WAITS

CONTEXT = Context(
    name="redemptions",
    streams=(REDEMPTION,),
    actions=ACTIONS,
    routes=("ledger.api.redemptions.commands", "ledger.api.redemptions.files", "ledger.api.redemptions.queries"),
    projections=(Redemptions,),
    subjects={
        OfRedemption: lambda event: (
            REDEMPTION(event.redemption),
            employee_account(event.employee),
            REWARD(event.reward),
        ),
    },
    waits=(WAITS,),
    notices=(NOTICES,),
    countersigned={"fulfilment": fulfil_countersigned},
)
