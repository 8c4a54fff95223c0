"""Every event by subject, actor, type and time."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.accounts.events import TAKEN_BACK
from ledger.projections.audit.subjects import Subjects, SubjectsOf
from ledger.projections.engine import claimants
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.claimants import Claimants
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import TYPE

_TRANSFERRED = encoded.text(TYPE)
EVENTS = "organisation, position, occurred_at, recorded_at, type, actor, on_behalf_of, stream"


class Audit(Projection):
    """`events`: one row for each event; `type` is the name of its present version. `subjects`: what each is about; of
    a transfer only what the journal's links do not say, since there are three for each grant. Positions have no gaps,
    and `recorded_at` never falls, so a time is found by bisection, without an index.
    """

    name = "audit"
    version = 4

    def __init__(self, subjects: Subjects) -> None:
        self._subjects_of = SubjectsOf(subjects)

    def ddl(self) -> Sequence[str]:
        return (
            """CREATE TABLE {schema}.events (
                organisation text COLLATE "C" NOT NULL,
                position     bigint NOT NULL,
                occurred_at  timestamptz NOT NULL,
                recorded_at  timestamptz NOT NULL,
                type         text COLLATE "C" NOT NULL,
                actor        text COLLATE "C" NOT NULL,
                on_behalf_of text COLLATE "C",
                stream       text NOT NULL
            )""",
            """CREATE TABLE {schema}.subjects (
                organisation text COLLATE "C" NOT NULL,
                subject      text COLLATE "C" NOT NULL,
                position     bigint NOT NULL
            )""",
            claimants.DDL,
        )

    def indexes(self) -> Sequence[str]:
        return (
            "ALTER TABLE {schema}.events ADD PRIMARY KEY (organisation, position)",
            "CREATE INDEX ON {schema}.events (actor, organisation, position)",
            "CREATE INDEX ON {schema}.events (on_behalf_of, organisation, position) WHERE on_behalf_of IS NOT NULL",
            "CREATE INDEX ON {schema}.events (type, organisation, position)",
            "ALTER TABLE {schema}.subjects ADD PRIMARY KEY (subject, organisation, position)",
        )

    def fold(self, organisation: str) -> Fold:
        return AuditFold(organisation, self._subjects_of)


class AuditFold:
    def __init__(self, organisation: str, subjects_of: SubjectsOf) -> None:
        self._subjects_of = subjects_of
        self._event_row = encoded.count(8) + encoded.text(organisation)
        self._subject_row = encoded.count(3) + encoded.text(organisation)
        self._claimants = Claimants(organisation)

    def size(self) -> int:
        return len(self._claimants)

    def take(self, page: Page, store: Store) -> None:
        claimants = self._claimants.of(page, store)
        event_row, subject_row, repeated, text = self._event_row, self._subject_row, encoded.repeated, encoded.text
        events: list[bytes] = []
        subjects: list[bytes] = []
        for one in page.transfers:
            stamp, stream, subject, source, target = one.stamp, one.stream, one.subject, one.source, one.target
            who = repeated(one.actor) + repeated(one.on_behalf_of)
            events.append(event_row + stamp + _TRANSFERRED + who + repeated(stream))
            position = stamp[:12]
            subjects.append(subject_row + repeated(stream) + position)
            if one.kind not in TAKEN_BACK and subject not in (stream, source, target):
                subjects.append(subject_row + text(subject) + position)
        for recorded, stamp in zip(page.others, page.stamps, strict=True):
            event = recorded.event
            who = repeated(recorded.actor) + repeated(recorded.on_behalf_of)
            events.append(event_row + stamp + repeated(event.type_name) + who + repeated(recorded.stream))
            about = self._subjects_of(recorded.stream, event, claimants)
            subjects += [subject_row + repeated(subject) + stamp[:12] for subject in about]
        store.append("events", EVENTS, events)
        store.append("subjects", "organisation, subject, position", subjects)

    def flush(self, store: Store) -> None:
        """Everything is appended as it comes."""
