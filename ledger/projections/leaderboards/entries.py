"""What a place on a board is the sum of: read from the journal, and counted by the rule that counts the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.domain.accounts.events import PointsTransferred, employee_account
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.events import Recorded
from ledger.projections.engine.queries import LAST, Connection, fetch, listing
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.transfers import Decode, Transfer, read
from ledger.projections.leaderboards.projection import Change, Counted, of_deduction, of_transfer
from ledger.slices import in_slices

_COUNTING = [event.type_name for event in (PointsTransferred, DeductionMade, DeductionCorrected)]

_ABOUT = """
    SELECT e.position, e.occurred_at, e.recorded_at, e.actor, e.on_behalf_of, j.state
    FROM (SELECT position FROM journal.links WHERE organisation = %(organisation)s AND stream = %(account)s
          UNION
          SELECT position FROM audit.subjects WHERE organisation = %(organisation)s AND subject = %(account)s) AS about
    JOIN audit.events e ON e.organisation = %(organisation)s AND e.position = about.position
    JOIN journal.events j ON j.organisation = %(organisation)s AND j.position = about.position
    WHERE e.type = ANY(%(types)s) AND e.position <= %(upto)s ORDER BY e.position DESC"""


async def entries(
    connection: Connection,
    organisation: str,
    decode: Decode,
    employee: str,
    scope: str,
    period: str,
    upto: int,
    limit: int = 50,
    before: int | None = None,
) -> dict[str, Any]:
    """`{items, next, sum}`: what counts for somebody on the board of a scope and period (query.board), up to a
    position, newest first; `sum` is over all of it, `next` the `before` of the next page.

    Each: position, occurred_at, recorded_at, kind (of the transfer, `deduction` or `deduction-corrected`), points
    (signed), tag, month, reason (sealed), actor, on_behalf_of, subject.
    """
    rows = await fetch(
        connection,
        _ABOUT,
        {
            "organisation": organisation,
            "account": employee_account(employee),
            "types": _COUNTING,
            "upto": upto,
        },
    )
    read_of_each = await in_slices(_entries(row, decode, employee, scope, period) for row in rows)
    found = [entry for some in read_of_each for entry in some]
    below = LAST if before is None else before
    items = [entry for entry in found if entry["position"] < below]
    return {**listing(items[: limit + 1], limit, "position"), "sum": sum(entry["points"] for entry in found)}


def _entries(row: dict[str, Any], decode: Decode, employee: str, scope: str, period: str) -> list[dict[str, Any]]:
    event = read(bytes(row.pop("state")), decode)
    return [
        {**row, **_said(event), "points": points, "tag": counted[0], "month": counted[1]}
        for counted, whose, points in _changes(event)
        if whose == employee and _stands_on(counted, scope, period)
    ]


def _changes(event: Transfer | Recorded) -> Sequence[Change]:
    return of_transfer(event) if isinstance(event, Transfer) else [of_deduction(_deduction(event))]


def _deduction(recorded: Recorded) -> DeductionMade | DeductionCorrected:
    event = recorded.event
    assert isinstance(event, DeductionMade | DeductionCorrected)  # no other type was asked for
    return event


def _said(event: Transfer | Recorded) -> dict[str, Any]:
    if isinstance(event, Transfer):
        return {"kind": event.kind, "subject": event.subject, "reason": event.reason}
    about = _deduction(event)
    kind = "deduction" if isinstance(about, DeductionMade) else "deduction-corrected"
    return {"kind": kind, "subject": f"deduction:{about.deduction}", "reason": sealed(about.reason)}


def _stands_on(counted: Counted, scope: str, period: str) -> bool:
    """Whether what counts there stands on the board of a scope and period."""
    tag, month, departments = counted
    kind, _, code = scope.partition(":")
    within = kind == "organisation" or (tag == code if kind == "tag" else code in departments)
    return within and (period == "all" or month.startswith(period))
