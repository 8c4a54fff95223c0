"""Forcing a credit back: one hr asks, a second decides."""

from __future__ import annotations

from ledger.domain.events import Event
from ledger.domain.values import Sealed


class ReversalRequested(Event, type="accounts.reversal-requested.1"):
    """An hr asks to take a credit back although the balance does not cover it; a second hr decides."""

    reversal: str
    subject: str
    employee: str
    points: int
    reason: Sealed


class ReversalConfirmed(Event, type="accounts.reversal-confirmed.1"):
    """A second hr agreed; the transfer follows in the same command."""

    reversal: str


class ReversalRejected(Event, type="accounts.reversal-rejected.1"):
    reversal: str
    reason: Sealed
