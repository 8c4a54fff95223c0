"""An import as the ledger knows it: confirmed, undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.imports.events import ImportConfirmed, ImportUndone
from ledger.domain.imports.kinds import KINDS
from ledger.domain.organisation.limits import Limits
from ledger.domain.streams import Stream
from ledger.domain.values import add_months, local_date

MONTHS_TO_UNDO = 3
NOT_BEGUN = frozenset({"uploaded", "checking", "checked"})
"""Nothing of it is written yet, also where the ledger knows that it was confirmed: somebody said in that moment how it
is read."""


@dataclass(frozen=True, slots=True)
class Batch:
    """State of `import:{id}`. Before it is confirmed the ledger knows nothing of it."""

    id: str
    confirmed: ImportConfirmed | None = None
    at: datetime | None = None
    undone: bool = False


def evolve(state: Batch, event: Event, by: str, at: datetime) -> Batch:
    match event:
        case ImportConfirmed():
            return replace(state, confirmed=event, at=at)
        case ImportUndone():
            return replace(state, undone=True)
    return state


IMPORT = Stream("import", Batch, evolve, envelope=True)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a file found, as whoever confirms it has seen it."""

    kind: str
    sha256: str
    state: str
    rows: int
    bad: int
    agrees: bool
    total: int = 0
    made_by: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    read_as: str | None = None
    doubtful: int = 0

    @classmethod
    def of(cls, one: Mapping[str, Any]) -> Checked:
        """Of an import as it is kept."""
        bad, doubtful = (one["counted"]["states"].get(state, 0) for state in ("bad", "doubtful"))
        rows, total = one["rows"] or 0, one["total"] or 0
        return cls(
            one["kind"], one["sha256"], one["state"], rows, bad, agrees(one), total, made_by(one),
            tuple(one["unanswered"]), one["read_as"] or None, doubtful,
        )  # fmt: skip

    def written(self, *, with_doubtful: bool | None) -> int:
        """How many rows a confirmation has written."""
        return self.rows - self.bad - (0 if with_doubtful else self.doubtful)


def made_by(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Who made of a file what it says: who sent it, and who said how it is read."""
    return tuple(dict.fromkeys(no for no in (one["uploaded_by"], one["read_by"]) if no is not None))


def agrees(one: Mapping[str, Any]) -> bool:
    """Whether a checked file adds up to what was said of it: the sum of its points, and how many rows it has."""
    return all(
        one[said] is None or one[said] == one[found]
        for said, found in (("control_total", "total"), ("control_rows", "rows"))
    )


def decide_confirm(
    batch: Batch,
    checked: Checked,
    limits: Limits,
    *,
    alone: bool,
    without_bad_rows: bool,
    with_doubtful: bool | None = None,
) -> list[Event]:
    """Have the good rows written; by another hr than who sent the file or said how it is read, where it brings more
    points than one hr makes alone. `alone`: one of those may be who confirms it. Of rows that look like something that
    was there before it is said whether they are written, too. Twice changes nothing; but what was left out as doubtful
    may follow."""
    if batch.confirmed is not None:
        if batch.confirmed.read_as != checked.read_as:
            raise Conflict("reading-closed", "It was confirmed as it was read before; say that again, and confirm it.")
        if follows(batch, checked, with_doubtful=with_doubtful):
            _check_alone(checked, limits, alone=alone)
            return [_confirmed(batch, checked, checked.doubtful, with_doubtful=True)]
        if checked.state in NOT_BEGUN:
            _check(checked, limits, alone=alone, without_bad_rows=without_bad_rows, with_doubtful=with_doubtful)
        return []
    _check(checked, limits, alone=alone, without_bad_rows=without_bad_rows, with_doubtful=with_doubtful)
    rows = checked.written(with_doubtful=with_doubtful)
    return [_confirmed(batch, checked, rows, with_doubtful=with_doubtful if checked.doubtful else None)]


def _check(
    checked: Checked, limits: Limits, *, alone: bool, without_bad_rows: bool, with_doubtful: bool | None
) -> None:
    """Whether it may be written as it was checked."""
    if checked.state != "checked":
        raise Conflict("import-not-checked", f"The import is {checked.state}; it is confirmed once it is checked.")
    if not KINDS[checked.kind].written:
        raise Conflict("import-not-written", "These rows stand beside the ledger; nothing of them is written.")
    if checked.unanswered:
        raise Conflict(
            "reading-unanswered", f"Say first how the file is to be read: {', '.join(checked.unanswered)}.",
            f"/{checked.unanswered[0]}",
        )  # fmt: skip
    if not checked.agrees:
        raise Conflict("control-total", "The file does not add up to the control total that was given with it.")
    if checked.bad and not without_bad_rows:
        raise Conflict(
            "bad-rows", f"{checked.bad} rows are bad. Mend them, or confirm with without_bad_rows.", "/without_bad_rows"
        )
    if checked.doubtful and with_doubtful is None:
        raise Conflict(
            "doubtful-rows",
            f"{checked.doubtful} rows look like what was imported before. Say whether they are imported, too.",
            "/with_doubtful",
            rows=checked.doubtful,
        )
    _check_alone(checked, limits, alone=alone)
    if checked.written(with_doubtful=with_doubtful) == 0:
        raise Conflict("bad-rows", "No row is good.")


def follows(batch: Batch, checked: Checked, *, with_doubtful: bool | None) -> bool:
    """Whether rows that were left out as doubtful are now to be written after the others."""
    return bool(with_doubtful and checked.doubtful and checked.state == "imported" and not batch.undone)


def _check_alone(checked: Checked, limits: Limits, *, alone: bool) -> None:
    if alone and KINDS[checked.kind].summed and checked.total > limits.points:
        raise Forbidden(
            "second-hr",
            f"The file has {checked.total} points; above {limits.points} another hr confirms it than who sent it or "
            "said how it is read: none whose password they set in the last 30 days, nor who set theirs.",
        )


def _confirmed(batch: Batch, checked: Checked, rows: int, *, with_doubtful: bool | None) -> ImportConfirmed:
    return ImportConfirmed(
        id=batch.id,
        kind=checked.kind,
        sha256=checked.sha256,
        rows=rows,
        bad=checked.bad,
        read_as=checked.read_as,
        with_doubtful=with_doubtful,
    )


def read_meanwhile() -> Conflict:
    """Why nothing was begun of what was confirmed."""
    reason = "Somebody said in this moment how it is read; look at that, and confirm it once it is checked."
    return Conflict("import-not-checked", reason)


def reading_closed() -> Conflict:
    """Why nothing more is said of how a file is read."""
    reason = "How a file is read is said before it is confirmed, and of the import that it came with last."
    return Conflict("reading-closed", reason)


def decide_undo(batch: Batch, now: datetime, zone: ZoneInfo, *, imported: bool) -> list[Event]:
    """Take the whole import back, within three months. Twice changes nothing."""
    if batch.confirmed is None or batch.at is None or not imported:
        raise Conflict("import-not-imported", "Only what is imported to its end can be undone.")
    if batch.undone:
        return []
    if local_date(now, zone) > add_months(local_date(batch.at, zone), MONTHS_TO_UNDO):
        raise Conflict("undo-too-late", f"It is more than {MONTHS_TO_UNDO} months since this was confirmed.")
    return [ImportUndone(id=batch.id)]


def check_running(batch: Batch, *, undoing: bool) -> None:
    """No row is written before its import is confirmed, nor after it was undone."""
    if batch.confirmed is None or batch.undone != undoing:
        raise Conflict("import-not-confirmed", "Nothing is written before the import is confirmed.")
