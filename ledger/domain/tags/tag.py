"""A value tag with its revisions, and the rules on changing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple, Protocol, TypeVar

from ledger.domain.alike import NO_CODES, Codes
from ledger.domain.errors import Conflict, Invalid, NotFound
from ledger.domain.events import Event
from ledger.domain.streams import Stream
from ledger.domain.tags.events import (
    CODES,
    TagApproved,
    TagDefined,
    TagProposed,
    TagRejected,
    TagRetired,
    TagRevised,
    TagRevisionReplaced,
    TagRevisionWithdrawn,
    TagTerms,
)
from ledger.domain.tags.rules import DeductionRule
from ledger.domain.values import Sealed

TagStatus = Literal["none", "proposed", "active", "rejected", "retired"]
RevisionState = Literal["past", "in_force", "announced", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Revision:
    """`effective_from` is none for the first: it judges whatever happened before the second. One that was withdrawn
    before its day keeps its number and judges nothing."""

    number: int
    effective_from: date | None
    terms: TagTerms
    withdrawn: bool = False


class Numbered(Protocol):
    """A revision, whatever its terms look like."""

    @property
    def number(self) -> int: ...
    @property
    def effective_from(self) -> date | None: ...
    @property
    def withdrawn(self) -> bool: ...


RevisionLike = TypeVar("RevisionLike", bound=Numbered)


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
        case TagRevisionReplaced():
            made = Revision(event.number, event.effective_from, event.terms)
            return replace(state, revisions=(*_withdrawn(state, event.replaced), made))
        case TagRevisionWithdrawn():
            return replace(state, revisions=_withdrawn(state, event.number))
        case TagRetired():
            return replace(state, status="retired", retired_from=event.retired_from)
    return state


def _withdrawn(state: Tag, number: int) -> tuple[Revision, ...]:
    return tuple(replace(one, withdrawn=True) if one.number == number else one for one in state.revisions)


TAG = Stream("tag", Tag, evolve)


def evolve_codes(state: Codes, event: Event) -> Codes:
    match event:
        case TagDefined() | TagProposed():
            return state.taking(event.code)
        case TagRejected():
            return state.giving_back(event.code)
    return state


CODES_OF_TAGS = Stream(CODES, lambda id: NO_CODES, evolve_codes)
TAG_CODES = CODES_OF_TAGS.only


def decide_define(tag: Tag, terms: TagTerms, known_departments: frozenset[str], codes: Codes = NO_CODES) -> list[Event]:
    """`codes` are those that tags have."""
    _check_new(tag, codes, terms, known_departments)
    return [TagDefined(code=tag.code, terms=terms)]


def decide_propose(
    tag: Tag, terms: TagTerms, known_departments: frozenset[str], proposer: str, codes: Codes = NO_CODES
) -> list[Event]:
    """A manager's proposal names departments, all in their sight (`known_departments`)."""
    if not terms.departments:
        raise Invalid("departments-missing", "A proposal says which departments it is for.", "/departments")
    _check_new(tag, codes, terms, known_departments)
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
    """Make a revision that changes something. One that is announced for a later day stays."""
    _check_revision(tag, terms, effective_from, today, known_departments)
    return [TagRevised(code=tag.code, number=len(tag.revisions) + 1, effective_from=effective_from, terms=terms)]


def decide_replace_revision(
    tag: Tag, number: int, terms: TagTerms, effective_from: date, today: date, known_departments: frozenset[str]
) -> list[Event]:
    """Change an announced revision before its day: another one, with a number of its own, takes its place."""
    announced = check_announced(tag, number, today)
    if (announced.terms, announced.effective_from) == (terms, effective_from):
        raise _empty(number)
    without = replace(tag, revisions=_withdrawn(tag, number))
    _check_revision(without, terms, effective_from, today, known_departments)
    return [
        TagRevisionReplaced(
            code=tag.code,
            replaced=number,
            number=len(tag.revisions) + 1,
            effective_from=effective_from,
            terms=terms,
        )
    ]


def decide_withdraw_revision(tag: Tag, number: int, today: date) -> list[Event]:
    """Take an announced revision back before its day."""
    check_announced(tag, number, today)
    return [TagRevisionWithdrawn(code=tag.code, number=number)]


def check_announced(tag: Tag, number: int, today: date) -> Revision:
    """A revision that is still to come: nothing was judged by it yet."""
    revision = next((one for one in tag.revisions if one.number == number), None)
    if revision is None:
        raise NotFound
    if revision.withdrawn:
        raise Conflict("revision-withdrawn", f"Revision {number} was withdrawn or replaced.")
    if revision.effective_from is None or revision.effective_from <= today:
        raise Conflict("revision-in-force", f"Revision {number} is in force already; make another one.")
    return revision


def _check_revision(
    tag: Tag, terms: TagTerms, effective_from: date, today: date, known_departments: frozenset[str]
) -> None:
    if tag.status != "active":
        raise Conflict("tag-not-active", f"The tag {tag.code} is {tag.status}.")
    if effective_from < today:
        raise Invalid("effective-from-past", "A revision is in force from today at the earliest.", "/effective_from")
    _check_terms(terms, known_departments)
    if (terms.rule.type == "deduction") != (tag.revisions[0].terms.rule.type == "deduction"):
        raise Conflict("tag-for-deductions", "A tag is for deductions from the beginning, or never.", "/rule/type")
    before = in_force(tag, effective_from)
    if before.terms == terms:
        raise _empty(before.number)


def _empty(number: int) -> Conflict:
    return Conflict("revision-empty", f"Revision {number} says the same; nothing would change.", revision=number)


def decide_retire(tag: Tag, today: date) -> list[Event]:
    if tag.status == "retired":
        return []
    if tag.status != "active":
        raise Conflict("tag-not-active", f"The tag {tag.code} is {tag.status}.")
    return [TagRetired(code=tag.code, retired_from=today)]


def in_force(tag: Tag, day: date) -> Revision:
    return in_force_of(tag.revisions, day)


def in_force_of(revisions: Sequence[RevisionLike], day: date) -> RevisionLike:
    """The revision whose day came last; of two of the same day the newer one. The first has always been there."""
    if len(revisions) == 1:
        return revisions[0]
    begun = (
        one for one in revisions if not one.withdrawn and (one.effective_from is None or one.effective_from <= day)
    )
    return max(begun, key=lambda one: (one.effective_from or date.min, one.number))


def revision_state(revisions: Sequence[RevisionLike], revision: RevisionLike, day: date) -> RevisionState:
    """Where one of a tag's revisions stands on a day."""
    if revision.withdrawn:
        return "withdrawn"
    if revision.effective_from is not None and revision.effective_from > day:
        return "announced"
    return "in_force" if in_force_of(revisions, day).number == revision.number else "past"


class Announced(NamedTuple):
    """A revision that is to come, and the fields in which it takes back what an earlier one has just changed."""

    revision: Revision
    falls_back: tuple[str, ...]


def announced_after(tag: Tag, made: Revision, day: date) -> list[Announced]:
    """The revisions to come after one that was just made, by their days. Each says all terms, so what this one changed
    ends on the day of the next, unless that one says it, too."""
    others = [one for one in tag.revisions if one.number != made.number]
    begun = made.effective_from or day
    before = in_force_of(others, begun).terms if made.number > 1 else made.terms  # nothing came before the first
    changed = [name for name, value in made.terms if value != getattr(before, name)]
    coming = [one for one in others if revision_state(tag.revisions, one, max(day, begun)) == "announced"]
    return [
        Announced(one, tuple(name for name in changed if getattr(one.terms, name) != getattr(made.terms, name)))
        for one in sorted(coming, key=lambda one: (one.effective_from or date.min, one.number))
    ]


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
    """What a monthly cap leaves of the points; nothing left: 409 (docs/rules/points.md, "Value tags")."""
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
    """What is left of a monthly cap; None: there is no cap."""
    return None if terms.monthly_cap is None else max(terms.monthly_cap - credited, 0)


def _check_new(tag: Tag, codes: Codes, terms: TagTerms, known_departments: frozenset[str]) -> None:
    known = tag.code if tag.exists and tag.status != "rejected" else codes.find(tag.code)
    if known is not None:
        raise Conflict("tag-exists", f"There is a tag {known} already.", "/code")
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
