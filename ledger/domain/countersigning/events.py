"""What happens to what takes a second hr."""

from __future__ import annotations

from typing import Any, Literal

from ledger.domain.events import Event
from ledger.domain.values import Money, Sealed

Above = Literal["points", "points-a-month", "points-a-claim", "money", "money-a-month", "money-per-point", "limits"]
"""Which limit it is above; `points-a-claim`: of one approver; `limits`: it raises one of them."""

Asked = dict[str, Any]
"""A command's content as JSON holds it."""

Kind = Literal["award", "claim", "fulfilment", "leaver", "reward", "settings"]
LEAVERS = "leaving:"


def firsts_in(asked: Asked) -> tuple[str, ...] | None:
    """By whose word came about what the ledger itself asked for; none: somebody asked for it."""
    return tuple(asked["firsts"]) if "firsts" in asked else None


def took_part_in(asked: Asked) -> tuple[str, ...] | None:
    """Who had a part in the first approval of what takes two approvers, its first one before all; none: it takes two
    hr."""
    return tuple(asked["took_part"]) if "took_part" in asked else None


class OfCountersignature(Event):
    """Base: `subject` is the stream of what it is about. `claim` is one that nobody decides otherwise
    meanwhile."""

    countersignature: str
    subject: str
    claim: str | None = None

    def linked_streams(self) -> tuple[str, ...]:
        """A leaver's settlement is asked for by the ledger itself, which must know that it was; and a claim that is
        approved once is not decided otherwise meanwhile."""
        claim = getattr(self, "claim", None)  # who verifies the journal asks stored data, which lacks what is absent
        waits = self.subject.startswith(LEAVERS) or claim is not None
        return (self.subject,) if waits else ()


class CountersignatureAsked(OfCountersignature, type="countersigning.asked.1"):
    """Somebody asked for what is above a limit; nothing is done before a second hr agrees.

    `asked` is the command as it was asked, for its kind to do then. `points` and `money` are what it would make, all
    together, and of whom.
    """

    kind: Kind
    asked: Asked
    above: Above
    employee: str | None = None
    points: int | None = None
    money: Money | None = None


class CountersignatureGiven(OfCountersignature, type="countersigning.given.1"):
    """A second hr agreed; what was asked for follows in the same command."""


class CountersignatureRefused(OfCountersignature, type="countersigning.refused.1"):
    """It is not done. There is no reason where what it was about was withdrawn."""

    reason: Sealed | None = None
