"""A page: consecutive events of one organisation, decoded once for all projections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

from ledger.domain.events import Event, Recorded
from ledger.projections import rows

E = TypeVar("E", bound=Event)


class Page(Sequence[Recorded]):
    """At least one event; positions follow each other without gaps, or ValueError.

    What several projections need of every event is worked out once here.
    """

    def __init__(self, events: Sequence[Recorded]) -> None:
        if not events or events[-1].position - events[0].position != len(events) - 1:
            raise ValueError("a page has one event at least, and no gaps")
        self.events = events
        self.organisation = events[0].organisation
        self.first = events[0].position
        self.last = events[-1].position

    @overload
    def __getitem__(self, index: int) -> Recorded: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Recorded]: ...
    def __getitem__(self, index: int | slice) -> Recorded | Sequence[Recorded]:
        return self.events[index]

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Recorded]:
        return iter(self.events)

    @cached_property
    def _by_type(self) -> dict[type[Event], list[tuple[Recorded, Any]]]:
        groups: dict[type[Event], list[tuple[Recorded, Any]]] = {}
        for recorded in self.events:
            event = recorded.event
            kind = type(event)
            if kind in groups:
                groups[kind].append((recorded, event))
            else:
                groups[kind] = [(recorded, event)]
        return groups

    def of(self, kind: type[E]) -> list[tuple[Recorded, E]]:
        """The events of one type, in order, with their envelopes."""
        return self._by_type.get(kind, [])

    def of_any(self, *kinds: type[Event]) -> list[Recorded]:
        """The events of some types, in order."""
        if not any(kind in self._by_type for kind in kinds):
            return []
        return [recorded for recorded in self.events if type(recorded.event) in kinds]

    @cached_property
    def stamps(self) -> list[bytes]:
        """Of each event (at `position - first`) the encoded fields position, occurred_at, recorded_at."""
        stamp = rows.stamp
        return [stamp(one.position, one.occurred_at, one.recorded_at) for one in self.events]
