"""What a redemption that waits depends on, and what has changed since it was requested."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.domain.accounts.leaving import check_redeems
from ledger.domain.changes import Change
from ledger.domain.directory.directory import Employee
from ledger.domain.errors import Refusal
from ledger.domain.organisation.organisation import LeaverPolicy
from ledger.domain.rewards.reward import Reward


class Waits(NamedTuple):
    """A redemption that waits for its decision, as it was requested."""

    requested_on: date
    cost: int


class Standing(NamedTuple):
    """What an approval would meet."""

    refusal: Refusal | None
    changes: tuple[Change, ...]


def standing(person: Employee, waits: Waits, reward: Reward, policy: LeaverPolicy, today: date) -> Standing:
    """What an approval of today would meet. The price is the one of the request; another one since is told."""
    refusal, changes = None, []
    try:
        check_redeems(person, policy, waits.requested_on, today)
    except Refusal as refused:
        refusal = refused
    if person.left_on is not None and person.left_on < today:
        changes.append(Change("left", None, person.left_on.isoformat()))
    if reward.status == "retired":
        changes.append(Change("retired", None, None))
    elif reward.terms.cost != waits.cost:
        changes.append(Change("cost", str(waits.cost), str(reward.terms.cost)))
    return Standing(refusal, tuple(changes))
