"""What an event is about: its stream, the accounts that it moves, the people and claims that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from ledger.domain.accounts.events import employee_account
from ledger.domain.events import Event
from ledger.projections.engine.claimants import LATER, Claimant

Subjects = Mapping[type[Event], Callable[[Any], Iterable[str]]]
"""By type of event, or a base of such types: what one is about besides its streams."""


class SubjectsOf:
    """All subjects of an event that is no transfer, as the contexts say them."""

    def __init__(self, subjects: Subjects) -> None:
        self._rule = cache(
            lambda kind: next((subjects[base] for base in kind.__mro__ if base in subjects), lambda event: ())
        )

    def __call__(self, stream: str, event: Event, claimants: Mapping[str, Claimant]) -> set[str]:
        """A decision about a claim names the claim only, and concerns the employee, too."""
        about = {stream, *event.linked_streams(), *self._rule(type(event))(event)}
        if isinstance(event, LATER) and event.claim in claimants:
            about.add(employee_account(claimants[event.claim].employee))
        return about
