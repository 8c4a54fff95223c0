"""Rewards: commands."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import AmountText, Body, Code, Label, Name, Points
from ledger.application import rewards
from ledger.application.countersigning import CountersignatureWaits
from ledger.application.rewards import ApprovalBy, Kind, RewardAnswer
from ledger.domain.errors import Invalid
from ledger.domain.rewards.events import PAY_ITEM, TAX_CLASS, Benefit, RewardTerms
from ledger.domain.values import MONEY_PLACES, half_away

router = command_router("rewards")

Pieces = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Stock = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]

AMOUNT = Field(default=None, description="bonus: money before tax.", examples=["5000.00"])
PAY_ITEM_FIELD = Field(default=None, description=f"bonus: the pay item; if omitted: {PAY_ITEM}.")
TAX_CLASS_FIELD = Field(default=None, description=f"bonus: the tax class; if omitted: {TAX_CLASS}.")
DAYS = Field(default=None, description="leave: days by halves, of the company's own leave.", examples=["0.5"])
HOURS = Field(default=None, description="leave: whole hours, instead of days.", examples=["4"])
COURSE = Field(default=None, description="training: which course.")
STOCK = Field(default=None, description="How many pieces there are in all; if omitted: unlimited.")
LIMIT = Field(default=None, description="Pieces per employee and calendar year; if omitted: no limit.")


class RewardBody(Body):
    code: Code = Field(examples=["bonus-5000"])
    name: Name
    kind: Kind
    cost: Points = Field(description="Points for one piece.")
    amount: AmountText | None = AMOUNT
    pay_item: Label | None = PAY_ITEM_FIELD
    tax_class: Label | None = TAX_CLASS_FIELD
    days: AmountText | None = DAYS
    hours: AmountText | None = HOURS
    course: Name | None = COURSE
    stock: Stock | None = STOCK
    yearly_limit: Pieces | None = LIMIT
    approval: ApprovalBy = "manager"


class RewardChangeBody(Body):
    """What is left out stays as it is; what was requested before keeps its price and its benefit."""

    name: Name | None = None
    kind: Kind | None = Field(default=None, description="Stays as it was; make another reward instead.")
    cost: Points | None = None
    amount: AmountText | None = AMOUNT
    pay_item: Label | None = PAY_ITEM_FIELD
    tax_class: Label | None = TAX_CLASS_FIELD
    days: AmountText | None = DAYS
    hours: AmountText | None = HOURS
    course: Name | None = COURSE
    stock: Stock | None = STOCK
    yearly_limit: Pieces | None = LIMIT
    approval: ApprovalBy | None = None


@router.post("/rewards", **documented("rewards.write", RewardAnswer, new=True, second=CountersignatureWaits))
async def create_reward(caller: CommandCaller, body: RewardBody) -> Handler:
    """Offer a bonus, leave, a training place or something else for points."""
    bonus = body.kind == "bonus"
    benefit = Benefit(
        amount=_money(body.amount),
        pay_item=body.pay_item or (PAY_ITEM if bonus else None),
        tax_class=body.tax_class or (TAX_CLASS if bonus else None),
        days=body.days,
        hours=body.hours,
        course=body.course,
    )
    terms = RewardTerms(
        name=body.name,
        kind=body.kind,
        cost=body.cost,
        benefit=benefit,
        stock=body.stock,
        yearly_limit=body.yearly_limit,
        approval=body.approval,
    )
    return partial(rewards.define, code=body.code, terms=terms)


MAY_BE_NONE = frozenset({"days", "hours", "stock", "yearly_limit"})


@router.patch("/rewards/{code}", **documented("rewards.write", RewardAnswer, second=CountersignatureWaits))
async def change_reward(caller: CommandCaller, code: str, body: RewardChangeBody) -> Handler:
    """Change a reward from now on. The stock is the total; below what is taken: 409."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set}
    for name, value in given.items():
        if value is None and name not in MAY_BE_NONE:
            raise Invalid("invalid-fields", "can't be taken away", f"/{name}")
    if "amount" in given:
        given["amount"] = _money(given["amount"])
    return partial(rewards.revise, code=code, given=given)


@router.post("/rewards/{code}/retirement", **documented("rewards.write", RewardAnswer))
async def retire_reward(caller: CommandCaller, code: str) -> Handler:
    """Offer it no longer. What was requested goes on."""
    return partial(rewards.retire, code=code)


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else half_away(amount, MONEY_PLACES)
