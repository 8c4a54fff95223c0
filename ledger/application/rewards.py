"""Rewards: hr defines, revises and retires them."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, Field

from ledger.application.access import acting
from ledger.application.countersigning import Matter, by_two, plain
from ledger.application.unit import Answer, Unit
from ledger.domain.countersigning.events import Asked
from ledger.domain.errors import NotFound
from ledger.domain.rewards import reward as rewards
from ledger.domain.rewards.events import Benefit, RewardTerms
from ledger.domain.rewards.reward import REWARD, REWARD_CODES, Reward

Kind = Literal["bonus", "leave", "training", "custom"]
ApprovalBy = Literal["manager", "hr", "none"]


class RewardView(BaseModel):
    code: str
    state: Literal["active", "retired"]
    revision: int
    name: str
    kind: Kind
    cost: int
    amount: str | None
    pay_item: str | None
    tax_class: str | None
    days: str | None
    hours: str | None
    course: str | None
    stock: int | None
    yearly_limit: int | None
    approval: ApprovalBy
    left: int | None = Field(description="What is left of the stock; null: unlimited.")


class RewardAnswer(RewardView, Answer):
    id: str


def define(unit: Unit, code: str, terms: RewardTerms) -> Answer:
    """What gives more money than one hr may alone takes a second one, as in a revision."""
    acting(unit, "rewards.write")
    asked = {"code": code, "terms": plain(terms)}
    return by_two(unit, Matter("reward", REWARD(code), asked), partial(_define, code=code, terms=terms))


def _define(unit: Unit, code: str, terms: RewardTerms) -> RewardAnswer:
    unit.need(REWARD(code), REWARD_CODES)
    unit.emit(REWARD(code), rewards.decide_define(unit.state(REWARD(code)), terms, unit.state(REWARD_CODES)))
    return _answer(unit, code)


def revise(unit: Unit, code: str, given: dict[str, Any]) -> Answer:
    """What is not given stays as it is."""
    acting(unit, "rewards.write")
    terms = _revised(_existing(unit, code).terms, given)
    asked = {"code": code, "terms": plain(terms), "revised": True}
    return by_two(unit, Matter("reward", REWARD(code), asked), partial(_revise, code=code, terms=terms))


def _revise(unit: Unit, code: str, terms: RewardTerms) -> RewardAnswer:
    unit.emit(REWARD(code), rewards.decide_revise(_existing(unit, code), terms))
    return _answer(unit, code)


def write_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    write = _revise if asked.get("revised") else _define
    write(unit, asked["code"], RewardTerms.model_validate(asked["terms"]))


def retire(unit: Unit, code: str) -> RewardAnswer:
    acting(unit, "rewards.write")
    unit.emit(REWARD(code), rewards.decide_retire(_existing(unit, code)))
    return _answer(unit, code)


def _revised(terms: RewardTerms, given: dict[str, Any]) -> RewardTerms:
    """The terms with what is given in its place."""
    benefit = terms.benefit.model_copy(
        update={name: given[name] for name in given.keys() & Benefit.model_fields.keys()}
    )
    return terms.model_copy(
        update={**{n: v for n, v in given.items() if n not in Benefit.model_fields}, "benefit": benefit}
    )


def _existing(unit: Unit, code: str) -> Reward:
    reward: Reward = unit.state(REWARD(code))
    if not reward.exists:
        raise NotFound
    return reward


def _answer(unit: Unit, code: str) -> RewardAnswer:
    """The reward as a resource, with what is left of its stock."""
    reward = unit.state(REWARD(code))
    terms = reward.terms.model_dump(mode="json")
    benefit = terms.pop("benefit")
    return RewardAnswer.model_validate(
        {
            "id": reward.code,
            "position": unit.position,
            "code": reward.code,
            "state": reward.status,
            "revision": len(reward.revisions),
            **terms,
            **benefit,
            "left": reward.left,
        }
    )
