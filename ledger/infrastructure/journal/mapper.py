"""Events to stored bytes and back, on the `eventsourcing` library's Mapper contract.

The stored bytes are the whole envelope, JSON with sorted keys, and are never encoded again for a check.
Upcasting happens here, on reading.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from eventsourcing.persistence import JSONTranscoder, Mapper, MapperDeserialisationError, StoredEvent

from ledger.domain.events import UPCASTERS, Event, Recorded, UnknownType, type_named


@lru_cache(64)
def format_time(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds: the one form of an instant in stored bytes. Remembered, since everything
    that is recorded together has the same."""
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def encode(recorded: Recorded) -> bytes:
    """The bytes that are stored and hashed. Absent fields are left out."""
    envelope: dict[str, Any] = {
        "actor": recorded.actor,
        "command": recorded.command,
        "correlation": recorded.correlation,
        "data": recorded.event.model_dump(mode="json", exclude_none=True),
        "occurred_at": format_time(recorded.occurred_at),
        "organisation": recorded.organisation,
        "position": recorded.position,
        "recorded_at": format_time(recorded.recorded_at),
        "stream": recorded.stream,
        "type": recorded.event.type_name,
        "version": recorded.version,
    }
    if recorded.on_behalf_of is not None:
        envelope["on_behalf_of"] = recorded.on_behalf_of
    if recorded.causation is not None:
        envelope["causation"] = recorded.causation
    return orjson.dumps(envelope, option=orjson.OPT_SORT_KEYS)


def decode(state: bytes) -> Recorded:
    """The event of stored bytes, upcast to today's shape.

    Raises UnknownType for a type of a newer version, and MapperDeserialisationError for bytes that are no envelope.
    """
    try:
        envelope = orjson.loads(state)
        kind, data = upcast(envelope)
        return Recorded(
            envelope["organisation"],
            envelope["position"],
            envelope["stream"],
            envelope["version"],
            datetime.fromisoformat(envelope["occurred_at"]),
            datetime.fromisoformat(envelope["recorded_at"]),
            envelope["actor"],
            envelope.get("on_behalf_of"),
            envelope["command"],
            envelope["correlation"],
            envelope.get("causation"),
            kind.model_validate(data),
        )
    except UnknownType:
        raise
    except (orjson.JSONDecodeError, LookupError, TypeError, ValueError) as error:
        raise MapperDeserialisationError(f"not a stored event of this ledger: {error}") from error


def upcast(envelope: dict[str, Any]) -> tuple[type[Event], dict[str, Any]]:
    """Today's type and shape of what a stored envelope holds. Raises LookupError for a type that is unknown."""
    type_name: str = envelope["type"]
    data: dict[str, Any] = envelope["data"]
    while type_name in UPCASTERS:
        type_name, convert, sees_envelope = UPCASTERS[type_name]
        data = convert(data, envelope) if sees_envelope else convert(data)
    return type_named(type_name), data


class LedgerMapper(Mapper[str]):
    """The library's mapper contract over `encode` and `decode`; its events are `Recorded` ones."""

    def __init__(self) -> None:
        super().__init__(JSONTranscoder())

    def to_stored_event(self, domain_event: Recorded) -> StoredEvent:  # type: ignore[override]  # our envelope
        return StoredEvent(
            originator_id=domain_event.stream,
            originator_version=domain_event.version,
            topic=domain_event.event.type_name,
            state=encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Recorded:  # type: ignore[override]  # our envelope
        return decode(stored_event.state)
