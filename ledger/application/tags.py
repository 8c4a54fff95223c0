"""Defining, proposing, approving, revising and retiring value tags."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from ledger.application.access import Acting, acting
from ledger.application.unit import Answer, Unit
from ledger.domain.authorisation import check_permitted
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.sight import departments_in_sight
from ledger.domain.errors import NotFound
from ledger.domain.tags import tag as tags
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.tag import TAG, TAG_CODES, Tag
from ledger.domain.values import Sealed


class AnnouncedAnswer(BaseModel):
    number: int
    effective_from: date
    falls_back: list[str] = Field(
        description="What this revision changes and that one does not say: from its day on it is as it was, or as that "
        "one says. Change that one, too, to carry it on."
    )


class TagAnswer(Answer):
    id: str
    code: str
    state: Literal["proposed", "active", "rejected", "retired"]
    proposer: str | None
    revision: int
    effective_from: date | None
    name: str
    second_name: str | None
    goal: str | None
    departments: list[str]
    evidence_required: bool
    monthly_cap: int | None
    coefficient: str
    grant_range: dict[str, int] | None
    auto_approve: bool
    rule: dict[str, Any]
    announced: list[AnnouncedAnswer] = Field(
        description="Revisions that come into force after this one. Each says all terms of the tag, so from its day on "
        "it holds in place of this one."
    )


def create(unit: Unit, code: str, terms: TagTerms) -> TagAnswer:
    """hr defines a tag; a manager proposes one for departments in their sight."""
    who = acting(unit, "tags.create")
    unit.need(TAG(code), TAG_CODES)
    tag, codes = unit.state(TAG(code)), unit.state(TAG_CODES)
    if "hr" in who.roles:
        events = tags.decide_define(tag, terms, _all_departments(unit.directory), codes)
    else:
        seen = departments_in_sight(who.directory, who.principal, who.today)
        events = tags.decide_propose(tag, terms, seen, who.principal, codes)
    unit.emit(TAG(code), events)
    return _answer(unit, code, who.today)


def approve(unit: Unit, code: str) -> TagAnswer:
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    check_decides(who, tag.proposer)
    unit.emit(TAG(code), tags.decide_approve(tag))
    return _answer(unit, code, who.today)


def check_decides(who: Acting, proposer: str | None) -> None:
    """Whether somebody may decide a proposal; never one's own."""
    check_permitted("tags.decide", who.roles)
    if proposer is not None:
        who.not_upon(proposer)


def reject(unit: Unit, code: str, reason: Sealed) -> TagAnswer:
    """Turn a proposal down; never one's own."""
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    check_decides(who, tag.proposer)
    unit.emit(TAG(code), tags.decide_reject(tag, reason))
    return _answer(unit, code, who.today)


def revise(unit: Unit, code: str, terms: TagTerms, effective_from: date | None) -> TagAnswer:
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    events = tags.decide_revise(tag, terms, effective_from or who.today, who.today, _all_departments(unit.directory))
    unit.emit(TAG(code), events)
    return _answer(unit, code, who.today)


def replace_revision(unit: Unit, code: str, number: int, terms: TagTerms, effective_from: date | None) -> TagAnswer:
    """Change an announced revision; if omitted, its day stays."""
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    day = effective_from or tags.check_announced(tag, number, who.today).effective_from or who.today
    known = _all_departments(unit.directory)
    unit.emit(TAG(code), tags.decide_replace_revision(tag, number, terms, day, who.today, known))
    return _answer(unit, code, who.today)


def withdraw_revision(unit: Unit, code: str, number: int) -> TagAnswer:
    who = acting(unit, "tags.decide")
    unit.emit(TAG(code), tags.decide_withdraw_revision(_existing(unit, code), number, who.today))
    return _answer(unit, code, who.today)


def retire(unit: Unit, code: str) -> TagAnswer:
    who = acting(unit, "tags.decide")
    unit.emit(TAG(code), tags.decide_retire(_existing(unit, code), who.today))
    return _answer(unit, code, who.today)


def _answer(unit: Unit, code: str, today: date) -> TagAnswer:
    """The terms of the newest revision that was not withdrawn, and what is announced beside."""
    tag = unit.state(TAG(code))
    last = next(one for one in reversed(tag.revisions) if not one.withdrawn)
    return TagAnswer.model_validate(
        {
            "id": tag.code,
            "position": unit.position,
            "code": tag.code,
            "state": tag.status,
            "proposer": tag.proposer,
            "revision": last.number,
            "effective_from": last.effective_from,
            **last.terms.model_dump(mode="json"),
            "announced": [
                {
                    "number": one.revision.number,
                    "effective_from": one.revision.effective_from,
                    "falls_back": list(one.falls_back),
                }
                for one in tags.announced_after(tag, last, today)
            ],
        }
    )


def _existing(unit: Unit, code: str) -> Tag:
    tag = unit.state(TAG(code))
    if not tag.exists:
        raise NotFound
    return tag


def _all_departments(directory: Directory) -> frozenset[str]:
    return frozenset(directory.departments)
