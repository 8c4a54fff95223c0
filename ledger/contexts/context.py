"""What a context brings to the ledger: the one object that every registry reads instead of naming contexts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger.application.countersigning import Done
from ledger.deadlines.look import Deadline
from ledger.domain.streams import Stream
from ledger.projections.audit.subjects import Subjects
from ledger.projections.directory.references import Reference
from ledger.projections.engine.projection import Projection
from ledger.projections.notifications.notices import Notices
from ledger.projections.waiting.waits import Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One context, as its manifest in this folder says it; what a context has none of, it leaves out.

    - `streams`: the kinds of streams that its events are recorded in
    - `actions`: what may be done, and by which roles
    - `routes`: the modules of the API that hold its routers, by name: the worker answers nobody, and loads none
    - `projections`: each makes one; the rows that its questions are answered from
    - `subjects`: what its events are about, for whoever looks for all events about somebody
    - `notices`: who is told what of it
    - `waits`: what of it waits for a decision
    - `deadlines`: what of it comes due by itself
    - `countersigned`: what is done of each kind once a second hr agreed
    - `references`: where it names people and departments, so that none of these is undone under it
    """

    name: str
    streams: tuple[Stream[Any], ...] = ()
    actions: Mapping[str, frozenset[str]]
    routes: tuple[str, ...] = ()
    projections: tuple[Callable[[], Projection], ...] = ()
    subjects: Subjects
    notices: tuple[Notices, ...] = ()
    waits: tuple[Waits, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    references: tuple[Reference, ...] = ()
    countersigned: Done = field(default_factory=dict)
