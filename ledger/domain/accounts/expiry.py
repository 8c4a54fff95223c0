"""Points that end: after a lot's last day its rest moves to `expired` (docs/rules/points.md, "Accounts")."""

from __future__ import annotations

from datetime import date

from ledger.domain.accounts.account import Account, Lot, part_of
from ledger.domain.accounts.events import EXPIRED, PointsTransferred


def decide_expire(account: Account, today: date) -> dict[date, PointsTransferred]:
    """What has ended by today, by its last day, the earliest first. Twice changes nothing."""
    ended: dict[date, list[Lot]] = {}
    for lot in sorted(account.lots.values()):
        if lot.ends_on >= today:
            break
        ended.setdefault(lot.ends_on, []).append(lot)
    return {
        last_day: PointsTransferred(
            kind="expiry",
            subject=f"expiry:{last_day}",
            source=account.account,
            target=EXPIRED,
            points=sum(lot.left for lot in lots),
            takes=tuple(part_of(lot, lot.left) for lot in lots),
        )
        for last_day, lots in ended.items()
    }
