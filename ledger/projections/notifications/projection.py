"""Notifications by employee."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.events import Event
from ledger.projections.engine import claimants
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.claimants import Claimant, Claimants
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import Transfer
from ledger.projections.notifications.askers import Askers
from ledger.projections.notifications.notices import Ask, Known, Notice, Notices, Remembered, Told
from ledger.projections.notifications.staff import Staff
from ledger.projections.notifications.stand_ins import StandIns

COLUMNS = "organisation, employee, position, recorded_at, kind, data, asks"
CREDITS = frozenset({"grant", "award", "claim"})


class Notifications(Projection):
    """`notifications`, at most one for each event and person: what the contexts' notices say, and of transfers

    - `credited`: {by (grant, award or claim), points, tag, subject, reason}
    - `reversed`: {points, tag, subject, reason}
    - `budget-set`, to the owner: {month, change}

    Texts are sealed. `asks` is what one asks for, if it does; `done` has when that was done, by whoever: then it is no
    longer listed.
    """

    name = "notifications"
    version = 10

    def __init__(self, notices: Iterable[Notices]) -> None:
        all_notices = tuple(notices)
        self._asks = {kind: ask for one in all_notices for kind, ask in one.asks.items()}
        self._told = {kind: notice for one in all_notices for kind, notice in one.told.items()}
        self._remembers: tuple[type[Remembered], ...] = (
            *(Staff, StandIns, Askers),
            *(kind for one in all_notices for kind in one.remembers),
        )

    def ddl(self) -> Sequence[str]:
        return (
            """CREATE TABLE {schema}.notifications (
                organisation text COLLATE "C" NOT NULL,
                employee     text COLLATE "C" NOT NULL,
                position     bigint NOT NULL,
                recorded_at  timestamptz NOT NULL,
                kind         text NOT NULL,
                data         jsonb NOT NULL,
                asks         text COLLATE "C"
            )""",
            """CREATE TABLE {schema}.done (
                organisation text COLLATE "C" NOT NULL,
                asks         text COLLATE "C" NOT NULL,
                position     bigint NOT NULL
            )""",
            claimants.DDL,
            *(kind.DDL for kind in self._remembers),
        )

    def indexes(self) -> Sequence[str]:
        return (
            "ALTER TABLE {schema}.notifications ADD PRIMARY KEY (employee, organisation, position)",
            "ALTER TABLE {schema}.done ADD PRIMARY KEY (asks, organisation, position)",
        )

    def fold(self, organisation: str) -> Fold:
        return NotificationsFold(organisation, self._told, self._asks, self._remembers)


class NotificationsFold:
    def __init__(
        self,
        organisation: str,
        told: Mapping[type[Event], Notice],
        asks: Mapping[str, Ask],
        remembers: Sequence[type[Remembered]],
    ) -> None:
        self._row = encoded.count(7) + encoded.text(organisation)
        self._done_row = encoded.count(3) + encoded.text(organisation)
        self._asks = asks
        self._done_by: dict[type[Event], list[str]] = {}
        for asking, ask in asks.items():
            for done in ask.done_by:
                self._done_by.setdefault(done, []).append(asking)
        self._claimants = Claimants(organisation)
        self._told = told
        self._memories = {kind: kind(organisation) for kind in remembers}
        self._hearing: dict[type[Event], list[Remembered]] = {}
        for kind, memory in self._memories.items():
            for heard in kind.HEARS:
                self._hearing.setdefault(heard, []).append(memory)

    def size(self) -> int:
        return len(self._claimants)

    def take(self, page: Page, store: Store) -> None:
        claimants = self._claimants.of(page, store)
        rows = [
            self._encoded(transfer.stamp, told)
            for transfer in page.transfers
            if (told := _of_transfer(transfer)) is not None
        ]
        rows += self._of_others(page, claimants, store)
        store.append("notifications", COLUMNS, rows)
        store.append("done", "organisation, asks, position", list(self._done(page)))

    def _done(self, page: Page) -> Iterator[bytes]:
        for recorded in page.others:
            for kind in self._done_by.get(type(recorded.event), ()):
                asked = self._asked(kind, vars(recorded.event))
                yield self._done_row + encoded.text(asked) + encoded.bigint(recorded.position)

    def _asked(self, kind: str, data: Mapping[str, Any]) -> str | None:
        ask = self._asks.get(kind)
        return None if ask is None else " ".join((kind, *(str(data[field]) for field in ask.about)))

    def _of_others(self, page: Page, claimants: Mapping[str, Claimant], store: Store) -> Iterator[bytes]:
        """In order, since what is told may be what was noted just before."""
        known = Known(store, claimants, self._memories)
        for recorded, stamp in zip(page.others, page.stamps, strict=True):
            event = recorded.event
            kind = type(event)
            for memory in self._hearing.get(kind, ()):
                memory.take(event, store)
            if (notice := self._told.get(kind)) is not None:
                for told in notice(recorded, event, known):
                    yield self._encoded(stamp, told)

    def _encoded(self, stamp: bytes, told: Told) -> bytes:
        employee, kind, data = told
        # The stamp without occurred_at: position, then recorded_at.
        position, recorded_at = stamp[:12], stamp[24:]
        who = encoded.repeated(employee)
        return (
            self._row
            + who
            + position
            + recorded_at
            + encoded.repeated(kind)
            + encoded.jsonb(data)
            + encoded.text(self._asked(kind, data))
        )

    def flush(self, store: Store) -> None:
        """Everything is appended as it comes."""


def _of_transfer(transfer: Transfer) -> Told | None:
    kind, target = transfer.kind, transfer.target
    if kind in CREDITS and target[:9] == "employee:":
        data = {
            "by": kind,
            "points": transfer.points,
            "tag": None if transfer.credit is None else transfer.credit[0],
            "subject": transfer.subject,
            "reason": transfer.reason,
        }
        return target[9:], "credited", data
    if kind == "reversal" and transfer.source[:9] == "employee:":
        data = {
            "points": transfer.points,
            "tag": None if transfer.credit is None else transfer.credit[0],
            "subject": transfer.subject,
            "reason": transfer.reason,
        }
        return transfer.source[9:], "reversed", data
    if kind == "budget":
        raised = target.startswith("budget:")
        owner, _, month = (target if raised else transfer.source).removeprefix("budget:").rpartition(":")
        if owner != ORGANISATION:
            return owner, "budget-set", {"month": month, "change": transfer.points if raised else -transfer.points}
    return None
