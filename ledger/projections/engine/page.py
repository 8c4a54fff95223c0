"""A page: consecutive events of one organisation, read once for all projections."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from ledger.domain.events import Event, Recorded
from ledger.projections.engine.rows import stamp
from ledger.projections.engine.transfers import Transfer

E = TypeVar("E", bound=Event)


class Page:
    """At least one event; positions follow each other without gaps, or ValueError.

    Transfers and all other events come apart, each in the order of positions: the former are many and alike.
    """

    def __init__(self, organisation: str, events: Sequence[Transfer | Recorded]) -> None:
        if not events or events[-1].position - events[0].position != len(events) - 1:
            raise ValueError("a page has one event at least, and no gaps")
        self.organisation = organisation
        self.first = events[0].position
        self.last = events[-1].position
        self._events = events
        self.transfers = [event for event in events if type(event) is Transfer]
        self.others = [event for event in events if type(event) is Recorded]

    def __len__(self) -> int:
        return len(self._events)

    @cached_property
    def _by_type(self) -> dict[type[Event], list[tuple[Recorded, Any]]]:
        groups: dict[type[Event], list[tuple[Recorded, Any]]] = {}
        for recorded in self.others:
            groups.setdefault(type(recorded.event), []).append((recorded, recorded.event))
        return groups

    def of(self, kind: type[E]) -> list[tuple[Recorded, E]]:
        """The events of one type, in order, with their envelopes; transfers are in `transfers`."""
        return self._by_type.get(kind, [])

    def of_any(self, *kinds: type[Event]) -> list[Recorded]:
        """The events of some types, in order."""
        if not any(kind in self._by_type for kind in kinds):
            return []
        return [recorded for recorded in self.others if type(recorded.event) in kinds]

    @cached_property
    def stamps(self) -> list[bytes]:
        """Of each of the others the encoded fields position, occurred_at, recorded_at."""
        return [stamp(one.position, one.occurred_at, one.recorded_at) for one in self.others]
