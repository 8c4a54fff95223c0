"""Trying a tag: what an action would earn, worked out by the rules that judge a claim, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ledger.application.access import Acting, acting
from ledger.application.claims import judged_by
from ledger.application.unit import Unit
from ledger.domain.accounts.account import ACCOUNT, Account
from ledger.domain.authorisation import check_permitted
from ledger.domain.errors import Refusal, unknown_reference
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import points_for, reached_step, value_created
from ledger.domain.tags.tag import TAG, cap_left, in_force, within_cap
from ledger.domain.values import local_date, month_of

Problem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TryTag:
    """`draft` are the terms of a tag that is not there yet; else `tag` names one."""

    tag: str | None
    draft: TagTerms | None
    quantity: Decimal | None = None
    value_quantity: Decimal | None = None
    occurred_at: datetime | None = None


def try_tag(unit: Unit, asked: TryTag, problem_of: Callable[[Refusal], Problem]) -> dict[str, Any]:
    """What the rule makes of it, whoever asks; and what a claim of the actor's own would become now."""
    who = acting(unit, "tags.read")
    if asked.draft is not None:
        check_permitted("tags.create", who.roles)
        return {**_by_rule(asked.draft, asked, problem_of), "revision": None, "claim": _draft(unit, asked, problem_of)}
    tag = unit.state(TAG(asked.tag or ""))
    if not tag.exists:
        raise unknown_reference("/tag")
    revision = in_force(tag, local_date(asked.occurred_at or unit.now, unit.organisation.zone))
    claim = _claim(unit, who, asked, problem_of) if "employee" in who.roles else None
    return {**_by_rule(revision.terms, asked, problem_of), "revision": revision.number, "claim": claim}


def _by_rule(terms: TagTerms, asked: TryTag, problem_of: Callable[[Refusal], Problem]) -> dict[str, Any]:
    points, problem = 0, None
    try:
        points = points_for(terms.rule, terms.coefficient, asked.quantity)
    except Refusal as refusal:
        problem = problem_of(refusal)
    value = value_created(terms.rule, asked.quantity, asked.value_quantity)
    step = reached_step(terms.rule, asked.quantity)
    return {
        "qualifies": problem is None,
        "points": points,
        "value": None if value is None else format(value, "f"),
        "matched_step": None if step is None else step.model_dump(mode="json"),
        "problem": problem,
    }


def _draft(unit: Unit, asked: TryTag, problem_of: Callable[[Refusal], Problem]) -> dict[str, Any]:
    """Of a draft: what it would be for somebody who has nothing under it yet."""
    assert asked.draft is not None
    month = month_of(local_date(asked.occurred_at or unit.now, unit.organisation.zone))
    return _credited(asked.draft, asked, Account("employee:"), "", month, problem_of)


def _claim(unit: Unit, who: Acting, asked: TryTag, problem_of: Callable[[Refusal], Problem]) -> dict[str, Any]:
    code = asked.tag or ""
    try:
        by = judged_by(unit, who.directory.employees[who.principal], code, asked.occurred_at)
    except Refusal as refusal:
        return {"credited": 0, "month": None, "cap_left": None, "problem": problem_of(refusal)}
    account = unit.state(ACCOUNT(who.principal))
    return _credited(by.revision.terms, asked, account, code, by.month, problem_of)


def _credited(
    terms: TagTerms, asked: TryTag, account: Account, code: str, month: str, problem_of: Callable[[Refusal], Problem]
) -> dict[str, Any]:
    before = account.credited_in(code, month)
    credited, problem = 0, None
    try:
        credited = within_cap(terms, points_for(terms.rule, terms.coefficient, asked.quantity), before)
    except Refusal as refusal:
        problem = problem_of(refusal)
    return {"credited": credited, "month": month, "cap_left": cap_left(terms, before), "problem": problem}
