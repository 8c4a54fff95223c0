"""Defining, proposing, approving, revising and retiring value tags."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.sight import departments_in_sight
from ledger.domain.errors import NotFound
from ledger.domain.tags import tag as tags
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.tag import TAG, Tag
from ledger.domain.values import Sealed


def create(unit: Unit, code: str, terms: TagTerms) -> Answer:
    """hr defines a tag; a manager proposes one for departments in their sight."""
    who = acting(unit, "tags.create")
    tag = unit.state(TAG(code))
    if "hr" in who.roles:
        events = tags.decide_define(tag, terms, _all_departments(unit.directory))
    else:
        events = tags.decide_propose(
            tag, terms, departments_in_sight(who.directory, who.principal, who.today), who.principal
        )
    unit.emit(TAG(code), events)
    return Answer(201, tag_fields(unit.state(TAG(code))))


def approve(unit: Unit, code: str) -> Answer:
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    if tag.proposer is not None:
        who.not_upon(tag.proposer)
    unit.emit(TAG(code), tags.decide_approve(tag))
    return Answer(200, tag_fields(unit.state(TAG(code))))


def reject(unit: Unit, code: str, reason: Sealed) -> Answer:
    """Turn a proposal down; never one's own."""
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    if tag.proposer is not None:
        who.not_upon(tag.proposer)
    unit.emit(TAG(code), tags.decide_reject(tag, reason))
    return Answer(200, tag_fields(unit.state(TAG(code))))


def revise(unit: Unit, code: str, terms: TagTerms, effective_from: date | None) -> Answer:
    who = acting(unit, "tags.decide")
    tag = _existing(unit, code)
    events = tags.decide_revise(tag, terms, effective_from or who.today, who.today, _all_departments(unit.directory))
    unit.emit(TAG(code), events)
    return Answer(200, tag_fields(unit.state(TAG(code))))


def retire(unit: Unit, code: str) -> Answer:
    who = acting(unit, "tags.decide")
    unit.emit(TAG(code), tags.decide_retire(_existing(unit, code), who.today))
    return Answer(200, tag_fields(unit.state(TAG(code))))


def tag_fields(tag: Tag) -> dict[str, Any]:
    """The tag as a resource: the newest revision's terms, and how many there are."""
    last = tag.revisions[-1]
    return {
        "id": tag.code,
        "code": tag.code,
        "state": tag.status,
        "proposer": tag.proposer,
        "revision": last.number,
        "effective_from": last.effective_from.isoformat() if last.effective_from else None,
        **last.terms.model_dump(mode="json"),
    }


def _existing(unit: Unit, code: str) -> Tag:
    tag = unit.state(TAG(code))
    if not tag.exists:
        raise NotFound
    return tag


def _all_departments(directory: Directory) -> frozenset[str]:
    return frozenset(directory.departments)
