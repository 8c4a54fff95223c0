"""What is unusual about a claim, as its decider is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller
from ledger.domain.authorisation import PERMITTED
from ledger.domain.claims import unusual
from ledger.domain.claims.judging import Standing
from ledger.domain.claims.unusual import Said, Same, Unusual
from ledger.domain.values import local_date
from ledger.projections.claims.earlier import compared
from ledger.projections.engine.queries import Connection

Row = dict[str, Any]


class EarlierClaim(BaseModel):
    id: str | None = Field(description="Null where the caller does not see it.")
    employee: str | None
    state: str
    submitted_at: datetime
    same: list[Same] = Field(description="`text` but for spaces and case; `evidence`: one piece of it.")


class UnusualView(BaseModel):
    code: Unusual = Field(
        description="`again`: an earlier claim says the same. `far-above`: more than 3 times the `usual`, the median "
        "of the last `of` claims approved under the tag. `cap-filled`: its approval takes the cap to its end. "
        "`cap-cuts`: it would credit less than the rule's points."
    )
    earlier: EarlierClaim | None = None
    usual: str | None = None
    of: int | None = None


async def beside(connection: Connection, caller: Caller, rows: Sequence[Row]) -> dict[str, Any]:
    """What the claims of a list are compared with, for whoever may come to decide them."""
    deciding = caller.roles & PERMITTED["claims.decide"]
    asked = [row for row in rows if deciding and row["state"] == "submitted" and not _own(caller, row)]
    ids, tags = {row["id"] for row in asked}, {row["tag"] for row in asked}
    return await compared(connection, caller.organisation, ids, tags)


def _own(caller: Caller, row: Row) -> bool:
    return row["employee"] in {caller.acting.principal, caller.acting.actor}


def unusual_of(caller: Caller, row: Row, standing: Standing, known: Mapping[str, Any]) -> list[Row]:
    """What is unusual about a claim whose texts are opened; `known` is `beside` it."""
    zone = caller.settings.zone
    earlier = {one["id"]: one for one in known["earlier"].get(row["id"], ())}
    found: list[Row] = [
        {"code": "again", "earlier": _shown(caller, earlier[again.earlier.id], again.same)}
        for again in unusual.again(_said(row, zone), [_said(one, zone) for one in earlier.values()])
    ]
    far = unusual.far_above(row["points"], known["approved"].get(row["tag"], ()))
    if far is not None:
        found.append({"code": "far-above", "usual": format(far.usual.normalize(), "f"), "of": far.of})
    effect = unusual.cap_effect(row["points"], standing.would_credit, standing.cap_left)
    if effect is not None and standing.refusal is None:
        found.append({"code": effect})
    return [{"earlier": None, "usual": None, "of": None, **one} for one in found]


def _shown(caller: Caller, earlier: Row, same: Sequence[Same]) -> Row:
    person = caller.acting.directory.employees.get(earlier["employee"])
    seen = person is not None and caller.acting.sees(person)
    whose = {"id": earlier["id"], "employee": earlier["employee"]} if seen else {"id": None, "employee": None}
    return {**whose, "state": earlier["state"], "submitted_at": earlier["submitted_at"], "same": same}


def _said(row: Row, zone: ZoneInfo) -> Said:
    return Said(
        id=row["id"],
        employee=row["employee"],
        tag=row["tag"],
        occurred_on=local_date(row["occurred_at"], zone),
        submitted_on=local_date(row["submitted_at"], zone),
        quantity=_number(row["quantity"]),
        value_quantity=_number(row["value_quantity"]),
        description=row["description"],
        evidence=tuple(row["evidence"] or ()),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
