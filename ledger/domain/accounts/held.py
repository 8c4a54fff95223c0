"""Points that a redemption holds, and the lots that they came from."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.accounts.events import LotPart, PointsTransferred, held_account
from ledger.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class Held:
    """State of `held:{redemption}`. `parts` stay known when the points are gone, since they may have to go back."""

    account: str
    balance: int = 0
    parts: tuple[LotPart, ...] = ()


def evolve(state: Held, event: PointsTransferred) -> Held:
    if event.target == state.account:
        return Held(state.account, state.balance + event.points, event.takes)
    return Held(state.account, state.balance - event.points, state.parts)


HELD = Stream("held", lambda redemption: Held(held_account(redemption)), evolve)
