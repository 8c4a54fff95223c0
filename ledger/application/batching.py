"""Granting to many at once: one command, one answer, and one event for each grant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ledger.application.access import Acting, acting
from ledger.application.granting import GrantPoints, grant_one
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import budget_account, employee_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Conflict, Refusal
from ledger.domain.tags.tag import tag_stream
from ledger.domain.values import month_of

Result = dict[str, Any]
NOT_RECORDED: Result = {"status": 424}
"""Of a grant that was right by itself, in an atomic batch that is refused."""


class Item(NamedTuple):
    """A grant of a batch with its id; none where what was sent is no grant: its result is known then."""

    grant: str
    request: GrantPoints | None
    malformed: Result | None = None


class BatchRefused(Conflict):
    """An atomic batch of which something was refused; the results are one per item, in order."""

    def __init__(self, refused: int, results: list[Result]) -> None:
        super().__init__("batch-refused", f"{refused} of {len(results)} grants are refused, so none is recorded.")
        self.results = results


def grant_batch(unit: Unit, items: Sequence[Item], atomic: bool, result_of: Callable[[Refusal], Result]) -> Answer:
    """Grant in the given order, each under the same rules as by itself, and seeing what those before it spent.

    What is refused of a batch that is not atomic leaves nothing behind, since a grant is decided as a whole before
    any of its events is taken.
    """
    who = acting(unit, "grants.create", "grants")
    unit.need(*_streams(who, items))
    results: list[Result] = []
    refused = 0
    for item in items:
        try:
            result = item.malformed if item.request is None else _granted(unit, who, item.grant, item.request)
        except Refusal as refusal:
            result = result_of(refusal)
        assert result is not None
        refused += "problem" in result
        results.append(result)
    if atomic and refused:
        raise BatchRefused(refused, [one if "problem" in one else NOT_RECORDED for one in results])
    return Answer(200, {"results": results})


def _granted(unit: Unit, who: Acting, grant: str, request: GrantPoints) -> Result:
    event = grant_one(unit, who, grant, request)
    return {"status": 201, "id": grant, "position": unit.after + len(unit.decided), "points": event.points}


def _streams(who: Acting, items: Sequence[Item]) -> Iterator[str]:
    """The states that these grants ask for, so that they are loaded at once."""
    month, known = month_of(who.today), who.directory.employees
    requests = [item.request for item in items if item.request is not None]
    for owner in {ORGANISATION if request.instant else who.principal for request in requests}:
        yield budget_account(owner, month)
    for code in {request.tag for request in requests}:
        yield tag_stream(code)
    for number in {request.employee for request in requests if request.employee in known}:
        yield employee_account(number)
