"""Rewards: what points are redeemed for."""

from __future__ import annotations

from ledger.application.rewards import write_countersigned
from ledger.contexts.context import Context
from ledger.domain.rewards.actions import ACTIONS
from ledger.domain.rewards.reward import CODES_OF_REWARDS, REWARD
from ledger.projections.rewards.projection import Rewards

CONTEXT = Context(
    name="rewards",
    streams=(REWARD, CODES_OF_REWARDS),
    actions=ACTIONS,
    routes=("ledger.api.rewards.commands", "ledger.api.rewards.files", "ledger.api.rewards.queries"),
    projections=(Rewards,),
    subjects={},
    countersigned={"reward": write_countersigned},
)
