"""What is unusual about a claim, said to whoever decides it before they do (docs/rules/points.md, "Claims").

It refuses nothing: the same may be right a second time. What is compared comes in as arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Literal, NamedTuple

Same = Literal["amount", "text", "evidence"]
"""In what a claim is an earlier one again."""

Unusual = Literal["again", "far-above", "cap-filled", "cap-cuts"]
"""`far-above` what the tag usually earns; `cap-filled`: the approval takes the cap to its end; `cap-cuts`: it would
credit less than the rule's points."""

WITHIN = timedelta(days=366)
"""So long is an earlier claim the same again."""
USUAL_OF = 50
"""So many approved claims of a tag say what it usually earns: the newest ones."""
USUAL_FROM = 10
"""Fewer than these say nothing."""
FAR = 3
"""Far above is more than so many times the median."""
MOST_NAMED = 3
"""So many earlier claims are named."""


class Said(NamedTuple):
    """A claim as it is compared. `occurred_on` is the local day, `texts` are opened; what is not readable any more is
    none."""

    id: str
    employee: str
    tag: str
    occurred_on: date
    submitted_on: date
    quantity: Decimal | None
    value_quantity: Decimal | None
    description: str | None
    evidence: tuple[str | None, ...]


class Again(NamedTuple):
    """An earlier claim that this one says again, and in what."""

    earlier: Said
    same: tuple[Same, ...]


class FarAbove(NamedTuple):
    """`usual` is the median of so many (`of`) approved claims."""

    usual: Decimal
    of: int


def again(claim: Said, earlier: Collection[Said]) -> tuple[Again, ...]:
    """The earlier claims that a claim says again: the most alike first, then the newest."""
    recent = (one for one in earlier if claim.submitted_on - one.submitted_on <= WITHIN)
    found = [Again(one, same) for one in recent if (same := _same(claim, one))]
    found.sort(key=lambda one: (len(one.same), one.earlier.submitted_on, one.earlier.id), reverse=True)
    return tuple(found[:MOST_NAMED])


def _same(claim: Said, earlier: Said) -> tuple[Same, ...]:
    """Amount and words are somebody's own: many are paid the same and say so in the same words. A piece of evidence
    shows one thing once, whoever brings it."""
    own = claim.employee == earlier.employee
    checks: tuple[tuple[Same, bool], ...] = (
        ("amount", own and _same_amount(claim, earlier)),
        ("text", own and claim.description is not None and _alike(claim.description, earlier.description)),
        ("evidence", any(_alike(one, other) for one in claim.evidence for other in earlier.evidence)),
    )
    return tuple(what for what, is_same in checks if is_same)


def _same_amount(claim: Said, earlier: Said) -> bool:
    """Under one tag the same quantities; where its rule asks for none, the same day."""
    if claim.tag != earlier.tag:
        return False
    amount, before = (claim.quantity, claim.value_quantity), (earlier.quantity, earlier.value_quantity)
    return claim.occurred_on == earlier.occurred_on if amount == before == (None, None) else amount == before


def _alike(one: str | None, other: str | None) -> bool:
    """The same but for spaces and case; what can't be read is like nothing."""
    return one is not None and other is not None and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def far_above(points: int, approved: Sequence[int]) -> FarAbove | None:
    """Whether points are far above what the newest approved claims of a tag earned; none: they are not, or too few
    were approved to say so."""
    known = approved[:USUAL_OF]
    if len(known) < USUAL_FROM:
        return None
    usual = Decimal(str(median(known)))
    return FarAbove(usual, len(known)) if points > FAR * usual else None


def cap_effect(points: int, would_credit: int, cap_left: int | None) -> Literal["cap-filled", "cap-cuts"] | None:
    """What an approval would do to the cap; none: nothing that matters."""
    if cap_left is None or would_credit < cap_left:
        return None
    return "cap-cuts" if would_credit < points else "cap-filled"
