"""Rewards with the pieces that are taken."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.redemptions.events import (
    RedemptionCancelled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.domain.rewards.events import RewardDefined, RewardRetired, RewardRevised
from ledger.projections.engine.entities import Entities, Table, plain
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

REWARDS = Table(
    "rewards",
    key="code",
    columns={"code": "text", "status": "text", "revision": "integer", "terms": "jsonb", "taken": "bigint"},
)
_GIVING_BACK = (RedemptionRejected, RedemptionCancelled, RedemptionReversed)
_OF_REWARD = (RewardRevised, RewardRetired)
_OF_REDEMPTION = (RedemptionRequested, *_GIVING_BACK)


class Rewards(Projection):
    """`rewards`: `terms` of the newest revision as in the event, `taken` the pieces that requests reserved and did
    not give back."""

    name = "rewards"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (REWARDS.ddl,)

    def indexes(self) -> Sequence[str]:
        return ()

    def fold(self, organisation: str) -> Fold:
        return RewardsFold(organisation)


class RewardsFold:
    """The same as the domain's `rewards.reward.evolve`."""

    def __init__(self, organisation: str) -> None:
        self._rewards = Entities(REWARDS, organisation)

    def size(self) -> int:
        return len(self._rewards)

    def take(self, page: Page, store: Store) -> None:
        rewards = self._rewards
        events = [recorded.event for recorded in page.of_any(RewardDefined, *_OF_REWARD, *_OF_REDEMPTION)]
        wanted = {event.code for event in events if isinstance(event, _OF_REWARD)}
        rewards.load(wanted | {event.reward for event in events if isinstance(event, _OF_REDEMPTION)}, store)
        for event in events:
            match event:
                case RewardDefined():
                    first = {"code": event.code, "status": "active", "revision": 1, "taken": 0}
                    rewards.new({**first, "terms": plain(event.terms)})
                case RewardRevised():
                    rewards[event.code].update(revision=event.number, terms=plain(event.terms))
                case RewardRetired():
                    rewards[event.code]["status"] = "retired"
                case RedemptionRequested():
                    rewards[event.reward]["taken"] += event.quantity
                case RedemptionRejected() | RedemptionCancelled() | RedemptionReversed():
                    rewards[event.reward]["taken"] -= event.quantity

    def flush(self, store: Store) -> None:
        self._rewards.flush(store)
