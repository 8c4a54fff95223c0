"""Transfers of points as the projections read them: most of all events, and most of the work of a rebuild.

Making the domain's event costs more than all projections together do with it. So transfers of the present version
are read straight from the stored bytes, whose format is frozen (tests/compat); older versions, and whatever is given
as an event, come through the event. Both ways give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from ledger.domain.accounts.events import LotPart, PointsTransferred
from ledger.domain.events import Recorded
from ledger.projections.engine.rows import stamp
from ledger.projections.engine.sealing import sealed

Decode = Callable[[bytes], Recorded]


Part = tuple[str, int, str | None]
"""A lot, so many of its points, and its last local day (ISO; None: it never ends)."""


class Transfer(NamedTuple):
    """A `PointsTransferred` with what of its envelope the rows need.

    `stamp` holds the encoded fields position, occurred_at, recorded_at. `credit` is (tag, month, departments).
    `reason` is marked as sealed.
    """

    position: int
    stamp: bytes
    stream: str
    actor: str
    on_behalf_of: str | None
    kind: str
    subject: str
    source: str
    target: str
    points: int
    counted: bool
    asked: int | None
    credit: tuple[str, str, tuple[str, ...]] | None
    opens: Sequence[Part]
    takes: Sequence[Part]
    repays: int
    reason: dict[str, str] | None


TYPE = PointsTransferred.type_name
_MARK = f'"type":"{TYPE}"'.encode()


def read(state: bytes, decode: Decode) -> Transfer | Recorded:
    """A stored event: a Transfer, or any other as decoded. Raises what `decode` raises, or what a format that is no
    longer the stored one would make it raise: LookupError, TypeError, ValueError."""
    if _MARK in state:
        envelope = orjson.loads(state)
        # The mark may be in a text, too.
        if envelope["type"] == TYPE:
            return _stored(envelope)
    return of(decode(state))


def of(recorded: Recorded) -> Transfer | Recorded:
    """The transfer of an event that is decoded already."""
    event = recorded.event
    if not isinstance(event, PointsTransferred):
        return recorded
    credit = event.credit
    return Transfer(
        recorded.position,
        stamp(recorded.position, recorded.occurred_at, recorded.recorded_at),
        recorded.stream,
        recorded.actor,
        recorded.on_behalf_of,
        event.kind,
        event.subject,
        event.source,
        event.target,
        event.points,
        event.counted,
        event.asked,
        None if credit is None else (credit.tag, credit.month, credit.departments),
        [_part(part) for part in event.opens],
        [_part(part) for part in event.takes],
        event.repays,
        sealed(event.reason),
    )


def _part(part: LotPart) -> Part:
    return part.lot, part.points, None if part.ends_on is None else part.ends_on.isoformat()


def _stored(envelope: dict[str, Any]) -> Transfer:
    data, position, optional = envelope["data"], envelope["position"], envelope["data"].get
    credit, reason, opens, takes = optional("credit"), optional("reason"), optional("opens"), optional("takes")
    occurred_at, recorded_at = envelope["occurred_at"], envelope["recorded_at"]
    # Not Transfer(…), which costs three times as much.
    return Transfer._make(
        (
            position,
            stamp(position, datetime.fromisoformat(occurred_at), datetime.fromisoformat(recorded_at)),
            envelope["stream"],
            envelope["actor"],
            envelope.get("on_behalf_of"),
            data["kind"],
            data["subject"],
            data["source"],
            data["target"],
            data["points"],
            optional("counted", False),
            optional("asked"),
            None if credit is None else (credit["tag"], credit["month"], tuple(credit["departments"])),
            [(part["lot"], part["points"], part.get("ends_on")) for part in opens] if opens else (),
            [(part["lot"], part["points"], part.get("ends_on")) for part in takes] if takes else (),
            optional("repays", 0),
            None if reason is None else {"$sealed": reason["person"], "box": reason["box"]},
        )
    )
