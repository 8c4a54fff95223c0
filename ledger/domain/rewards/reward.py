"""A reward with its revisions, its stock, and what each employee redeemed of it in a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import orjson
from immutables import Map

from ledger.domain.alike import NO_CODES, Codes
from ledger.domain.errors import Conflict, Invalid
from ledger.domain.events import Event
from ledger.domain.redemptions.events import (
    RedemptionCancelled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.domain.rewards.events import CODES, Benefit, RewardDefined, RewardRetired, RewardRevised, RewardTerms
from ledger.domain.streams import Codec, Stream

RewardStatus = Literal["none", "active", "retired"]
HALF_DAY = Decimal("0.5")
OF_KIND = {
    "bonus": {"amount", "pay_item", "tax_class"},
    "leave": {"days", "hours"},
    "training": {"course"},
    "custom": set[str](),
}
"""Which parts of a benefit each kind has."""


@dataclass(frozen=True, slots=True)
class Reward:
    """State of `reward:{code}`. `taken` are the pieces that requests reserved and never gave back, `taken_by` the
    same by (employee, calendar year)."""

    code: str
    status: RewardStatus = "none"
    revisions: tuple[RewardTerms, ...] = ()
    taken: int = 0
    taken_by: Map[tuple[str, int], int] = Map()

    @property
    def exists(self) -> bool:
        return self.status != "none"

    @property
    def terms(self) -> RewardTerms:
        """Those of the newest revision, which is in force; only of a reward that exists."""
        return self.revisions[-1]

    @property
    def left(self) -> int | None:
        """How many pieces can still be requested; None: unlimited."""
        return None if self.terms.stock is None else self.terms.stock - self.taken


def evolve(state: Reward, event: Event) -> Reward:
    match event:
        case RewardDefined():
            return replace(state, status="active", revisions=(event.terms,))
        case RewardRevised():
            return replace(state, revisions=(*state.revisions, event.terms))
        case RewardRetired():
            return replace(state, status="retired")
        case RedemptionRequested():
            return _taken(state, event.employee, event.year, event.quantity)
        case RedemptionRejected() | RedemptionCancelled() | RedemptionReversed():
            return _taken(state, event.employee, event.year, -event.quantity)
    return state


def _freeze(state: Reward) -> bytes:
    return orjson.dumps(
        {
            "status": state.status,
            "revisions": [terms.model_dump(mode="json", exclude_none=True) for terms in state.revisions],
            "taken": state.taken,
            "taken_by": [[employee, year, pieces] for (employee, year), pieces in sorted(state.taken_by.items())],
        }
    )


def _thaw(code: str, frozen: bytes) -> Reward:
    kept = orjson.loads(frozen)
    return Reward(
        code,
        kept["status"],
        tuple(RewardTerms.model_validate(terms) for terms in kept["revisions"]),
        kept["taken"],
        Map({(employee, year): pieces for employee, year, pieces in kept["taken_by"]}),
    )


REWARD = Stream("reward", Reward, evolve, Codec("reward.1", _freeze, _thaw))


def evolve_codes(state: Codes, event: Event) -> Codes:
    return state.taking(event.code) if isinstance(event, RewardDefined) else state


CODES_OF_REWARDS = Stream(CODES, lambda id: NO_CODES, evolve_codes)
REWARD_CODES = CODES_OF_REWARDS.only


def _taken(state: Reward, employee: str, year: int, pieces: int) -> Reward:
    key = (employee, year)
    return replace(
        state,
        taken=state.taken + pieces,
        taken_by=state.taken_by.set(key, state.taken_by.get(key, 0) + pieces),
    )


def decide_define(reward: Reward, terms: RewardTerms, codes: Codes = NO_CODES) -> list[Event]:
    """`codes` are those that rewards have."""
    known = reward.code if reward.exists else codes.find(reward.code)
    if known is not None:
        raise Conflict("reward-exists", f"There is a reward {known} already.", "/code")
    _check_terms(terms)
    return [RewardDefined(code=reward.code, terms=terms)]


def decide_revise(reward: Reward, terms: RewardTerms) -> list[Event]:
    """Other terms from now on; the kind stays."""
    _check_active(reward)
    _check_terms(terms)
    if terms.kind != reward.terms.kind:
        raise Conflict("reward-kind-fixed", f"This reward is {reward.terms.kind}; make another one instead.", "/kind")
    if terms.stock is not None and terms.stock < reward.taken:
        raise Conflict(
            "stock-below-taken",
            f"Taken already: {reward.taken}; there can't be fewer in all.",
            "/stock",
            taken=reward.taken,
        )
    if terms == reward.terms:
        number = len(reward.revisions)
        raise Conflict("revision-empty", f"Revision {number} says the same; nothing would change.", revision=number)
    return [RewardRevised(code=reward.code, number=len(reward.revisions) + 1, terms=terms)]


def decide_retire(reward: Reward) -> list[Event]:
    return [] if reward.status == "retired" else [RewardRetired(code=reward.code)]


def check_offered(reward: Reward, employee: str, year: int, quantity: int) -> None:
    """A request finds pieces in stock, and its employee within the limit of the calendar year."""
    _check_active(reward, "/reward")
    if reward.left is not None and reward.left < quantity:
        raise Conflict("out-of-stock", f"{reward.left} of this reward are left.", "/quantity", left=reward.left or 0)
    limit, taken, left = reward.terms.yearly_limit, taken_in(reward, employee, year), left_in(reward, employee, year)
    if limit is not None and left is not None and quantity > left:
        raise Conflict(
            "yearly-limit-reached",
            f"At most {limit} a year; {taken} of {year} are taken already.",
            "/quantity",
            limit=limit,
            taken=taken,
            year=str(year),
        )


def taken_in(reward: Reward, employee: str, year: int) -> int:
    """Pieces that somebody's requests of a calendar year hold."""
    return reward.taken_by.get((employee, year), 0)


def left_in(reward: Reward, employee: str, year: int) -> int | None:
    """Pieces that the limit of a calendar year leaves somebody; none: there is no limit."""
    limit = reward.terms.yearly_limit
    return None if limit is None else max(limit - taken_in(reward, employee, year), 0)


def _check_active(reward: Reward, pointer: str | None = None) -> None:
    if reward.status != "active":
        raise Conflict("reward-retired", f"The reward {reward.code} is retired.", pointer)


def _check_terms(terms: RewardTerms) -> None:
    benefit = terms.benefit
    given = {name for name, value in benefit if value is not None}
    if misplaced := given - OF_KIND[terms.kind]:
        name = min(misplaced)
        raise Invalid("reward-benefit", f"A reward of the kind {terms.kind} has no {name}.", f"/{name}")
    match terms.kind:
        case "bonus":
            _check_bonus(benefit)
        case "leave":
            _check_leave(benefit)
        case "training" if benefit.course is None:
            raise Invalid("reward-benefit", "A training says which course it is.", "/course")


def _check_bonus(benefit: Benefit) -> None:
    if benefit.amount is None or benefit.amount <= 0:
        raise Invalid("reward-benefit", "A bonus says its amount, at least 0.01 before tax.", "/amount")


def _check_leave(benefit: Benefit) -> None:
    """Half-days, or whole hours, of the company's own leave (docs/rules/points.md, "Rewards, redemption")."""
    if (benefit.days is None) == (benefit.hours is None):
        raise Invalid("reward-benefit", "Leave is given in days or in hours: one of them.", "/days")
    if benefit.days is not None and (benefit.days <= 0 or benefit.days % HALF_DAY):
        raise Invalid("reward-benefit", "Leave in days comes by halves.", "/days")
    if benefit.hours is not None and (benefit.hours <= 0 or benefit.hours % 1):
        raise Invalid("reward-benefit", "Leave in hours comes by whole ones.", "/hours")
