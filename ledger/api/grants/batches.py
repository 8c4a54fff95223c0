"""Many grants in one command."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from ledger.api.grants.commands import GrantBody
from ledger.api.http.callers import Caller, key_unreadable
from ledger.api.http.commands import CommandCaller, Many, command_router, documented
from ledger.api.http.fields import Body
from ledger.api.http.problems import ProblemBody, result_of
from ledger.application.grants import GrantPoints, Item, Results, grant_batch
from ledger.application.ids import new_id
from ledger.slices import in_slices

router = command_router("points")
MOST_ITEMS = 1_000
MOST_BYTES = 5_000_000


def _kept(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """What is no grant becomes the error that says so: the other items of the batch are judged all the same."""
    try:
        return validate(value)
    except ValidationError as error:
        return error


class BatchBody(Body):
    mode: Literal["atomic", "each"] = Field(description="All or nothing, or whatever of it the rules allow.")
    items: list[Annotated[GrantBody, WrapValidator(_kept)]] = Field(min_length=1, max_length=MOST_ITEMS)


class BatchResult(BaseModel):
    status: int = Field(description="As of the grant by itself; 424: it was not recorded because of others.")
    id: str | None = None
    position: int | None = None
    points: int | None = Field(default=None, description="What was credited; a cap may leave less.")
    problem: ProblemBody | None = None


class BatchAnswer(BaseModel):
    position: int
    results: list[BatchResult] = Field(description="One for each item, in order.")


@router.post("/grants/batch", **documented("grants.create", BatchAnswer, matter="grants", most_bytes=MOST_BYTES))
async def create_grants(caller: CommandCaller, body: BatchBody) -> Many:
    """Grant up to 1,000 times at once. `atomic`: all or nothing (409 with the same `results`); `each`: what the rules
    allow is recorded. One Idempotency-Key covers the whole batch."""
    people = [one.employee for one in body.items if isinstance(one, GrantBody)]
    await caller.services.keyring.fetch(caller.organisation, people)
    items = await in_slices(_item(caller, one) for one in body.items)
    return Many(partial(grant_batch, items=items, atomic=body.mode == "atomic", said=SAID), len(items))


def _item(caller: Caller, asked: GrantBody | ValidationError) -> Item:
    if isinstance(asked, ValidationError):
        return Item("", None, result_of(asked))
    keyring, organisation = caller.services.keyring, caller.organisation
    if keyring.unreadable(organisation, asked.employee):
        return Item("", None, result_of(key_unreadable(asked.employee)))
    known = keyring.knows(organisation, asked.employee)
    reason = keyring.seal(organisation, asked.employee, asked.reason) if known else None
    return Item(
        new_id(),
        GrantPoints(
            asked.employee,
            asked.tag,
            reason,
            asked.points,
            asked.occurred_at,
            asked.instant,
            asked.expected_points,
        ),
    )


def _recorded(grant: str, position: int, points: int) -> dict[str, Any]:
    return {"status": 201, "id": grant, "position": position, "points": points}


SAID = Results(recorded=_recorded, refused=result_of, left_out={"status": 424})
