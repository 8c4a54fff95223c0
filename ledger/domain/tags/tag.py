"""A value tag with its revisions, and the rules on changing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ledger.domain.errors import Conflict, Invalid
from ledger.domain.events import Event
from ledger.domain.streams import Stream
from ledger.domain.tags.events import (
    TagApproved,
    TagDefined,
    TagProposed,
    TagRejected,
    TagRetired,
    TagRevised,
    TagTerms,
)
from ledger.domain.tags.rules import DeductionRule
from ledger.domain.values import Sealed

TagStatus = Literal["none", "proposed", "active", "rejected", "retired"]


@dataclass(frozen=True, slots=True)
class Revision:
    """`effective_from` is none for the first: it judges whatever happened before the second."""

    number: int
    effective_from: date | None
    terms: TagTerms


@dataclass(frozen=True, slots=True)
class Tag:
    """State of the stream `tag:{code}`."""

    code: str
    status: TagStatus = "none"
    proposer: str | None = None
    revisions: tuple[Revision, ...] = ()
    retired_from: date | None = None

    @property
    def exists(self) -> bool:
        return self.status != "none"


def evolve(state: Tag, event: Event) -> Tag:
    match event:
        case TagDefined():
            return replace(state, status="active", proposer=None, revisions=(Revision(1, None, event.terms),))
        case TagProposed():
            return replace(
                state, status="proposed", proposer=event.proposer, revisions=(Revision(1, None, event.terms),)
            )
        case TagApproved():
            return replace(state, status="active")
        case TagRejected():
            return replace(state, status="rejected")
        case TagRevised():
            return replace(
                state, revisions=(*state.revisions, Revision(event.number, event.effective_from, event.terms))
            )
        case TagRetired():
            return replace(state, status="retired", retired_from=event.retired_from)
    return state


TAG = Stream("tag", Tag, evolve)


def decide_define(tag: Tag, terms: TagTerms, known_departments: frozenset[str]) -> list[Event]:
    _check_new(tag, terms, known_departments)
    return [TagDefined(code=tag.code, terms=terms)]


def decide_propose(tag: Tag, terms: TagTerms, known_departments: frozenset[str], proposer: str) -> list[Event]:
    """A manager's proposal names departments, all in their sight (`known_departments`)."""
    if not terms.departments:
        raise Invalid("departments-missing", "A proposal says which departments it is for.", "/departments")
    _check_new(tag, terms, known_departments)
    return [TagProposed(code=tag.code, proposer=proposer, terms=terms)]


def decide_approve(tag: Tag) -> list[Event]:
    if tag.status != "proposed":
        raise Conflict("tag-not-proposed", f"The tag {tag.code} does not wait for approval.")
    return [TagApproved(code=tag.code)]


def decide_reject(tag: Tag, reason: Sealed) -> list[Event]:
    if tag.status != "proposed" or tag.proposer is None:
        raise Conflict("tag-not-proposed", f"The tag {tag.code} does not wait for approval.")
    return [TagRejected(code=tag.code, proposer=tag.proposer, reason=reason)]


def decide_revise(
    tag: Tag, terms: TagTerms, effective_from: date, today: date, known_departments: frozenset[str]
) -> list[Event]:
    if tag.status != "active":
        raise Conflict("tag-not-active", f"The tag {tag.code} is {tag.status}.")
    if effective_from < today:
        raise Invalid("effective-from-past", "A revision is in force from today at the earliest.", "/effective_from")
    _check_terms(terms, known_departments)
    if (terms.rule.type == "deduction") != (tag.revisions[0].terms.rule.type == "deduction"):
        raise Conflict("tag-for-deductions", "A tag is for deductions from the beginning, or never.", "/rule/type")
    if in_force(tag, effective_from).terms == terms:
        return []
    return [TagRevised(code=tag.code, number=len(tag.revisions) + 1, effective_from=effective_from, terms=terms)]


def decide_retire(tag: Tag, today: date) -> list[Event]:
    if tag.status == "retired":
        return []
    if tag.status != "active":
        raise Conflict("tag-not-active", f"The tag {tag.code} is {tag.status}.")
    return [TagRetired(code=tag.code, retired_from=today)]


def in_force(tag: Tag, day: date) -> Revision:
    """The revision whose day came last; of two of the same day the newer one. The first has always been there."""
    if len(tag.revisions) == 1:
        return tag.revisions[0]
    begun = (one for one in tag.revisions if one.effective_from is None or one.effective_from <= day)
    return max(begun, key=lambda one: (one.effective_from or date.min, one.number))


def revision_for(tag: Tag, day: date, departments: tuple[str, ...]) -> Revision:
    """The revision that judges an action of that day by somebody of those departments (nearest first)."""
    revision = revision_on(tag, day)
    check_department(tag, revision.terms, departments)
    return revision


def check_department(tag: Tag, terms: TagTerms, departments: tuple[str, ...]) -> None:
    """A tag is for its departments and those below them, or for all."""
    if terms.departments and not set(terms.departments) & set(departments):
        raise Conflict("tag-not-for-department", f"The tag {tag.code} is for other departments.", "/tag")


def revision_on(tag: Tag, day: date) -> Revision:
    """The revision in force on a day, for whomever it is."""
    if tag.status in {"proposed", "rejected"}:
        raise Conflict("tag-not-active", f"The tag {tag.code} is not approved yet.", "/tag")
    if tag.retired_from is not None and day >= tag.retired_from:
        raise Conflict(
            "tag-retired",
            f"The tag {tag.code} is retired since {tag.retired_from}.",
            "/tag",
            since=str(tag.retired_from),
        )
    return in_force(tag, day)


def within_cap(terms: TagTerms, points: int, credited: int) -> int:
    """What a monthly cap leaves of the points; nothing left: 409 (domain.md, "Value tags")."""
    left = cap_left(terms, credited)
    if left is None:
        return points
    if left <= 0:
        raise Conflict(
            "cap-reached",
            f"The cap of {terms.monthly_cap} points of this tag for the month is reached.",
            "/tag",
            cap=terms.monthly_cap or 0,
        )
    return min(points, left)


def cap_left(terms: TagTerms, credited: int) -> int | None:
    """What is left of a monthly cap; none: there is no cap."""
    return None if terms.monthly_cap is None else max(terms.monthly_cap - credited, 0)


def _check_new(tag: Tag, terms: TagTerms, known_departments: frozenset[str]) -> None:
    if tag.exists and tag.status != "rejected":
        raise Conflict("tag-exists", f"There is a tag {tag.code} already.", "/code")
    _check_terms(terms, known_departments)


def _check_terms(terms: TagTerms, known_departments: frozenset[str]) -> None:
    for index, code in enumerate(terms.departments):
        if code not in known_departments:
            raise Invalid("unknown-reference", "This refers to nothing that you can see.", f"/departments/{index}")
    if terms.rule.type == "deduction":
        _check_deduction(terms)
    if terms.grant_range is not None:
        if terms.rule.type != "fixed":
            raise Invalid("grant-range-needs-fixed", "Only tags with a fixed rule can be granted.", "/grant_range")
        if terms.grant_range.min > terms.grant_range.max:
            raise Invalid("grant-range", "min is at most max.", "/grant_range")


def _check_deduction(terms: TagTerms) -> None:
    """Deductions are neither granted nor claimed nor capped: what belongs to that says nothing here."""
    idle = {
        "evidence_required": terms.evidence_required,
        "monthly_cap": terms.monthly_cap is not None,
        "coefficient": terms.coefficient != 1,
        "grant_range": terms.grant_range is not None,
        "auto_approve": terms.auto_approve,
    }
    for name, given in idle.items():
        if given:
            raise Invalid("deduction-terms", "This says nothing about a deduction.", f"/{name}")
    if isinstance(terms.rule, DeductionRule) and terms.rule.max is not None and terms.rule.max < terms.rule.points:
        raise Invalid("deduction-terms", "max is at least the points.", "/rule/max")
