"""What the stories are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """Points that somebody gave. `when` as in scene.moment; no points: those of the tag's rule."""

    slug: str
    by: str
    employee: str
    tag: str
    points: int | None
    when: float
    reason: str
    instant: bool = False
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    by: str | None = None
    points: int | None = None
    reason: str | None = None
    verified_value: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    question: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """The employee answers a question."""

    description: str
    evidence: tuple[str, ...] = ()
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The employee takes the claim back."""


FollowUp = Approved | Rejected | Returned | Resubmitted | Withdrawn


@dataclass(frozen=True, slots=True)
class Claim:
    """Value that somebody says they created, and what followed; nothing: it still waits."""

    slug: str
    employee: str
    tag: str
    quantity: str
    when: float
    description: str
    evidence: tuple[str, ...] = ()
    value_quantity: str | None = None
    then: tuple[FollowUp, ...] = ()

    def actor_of(self, done: FollowUp) -> str:
        """Who did it: the employee, or who is named, or the head of the employee's department."""
        if isinstance(done, Resubmitted | Withdrawn):
            return self.employee
        return done.by or f"{self.employee[:3]}00"


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that somebody deducted by the tag's rule, and why that was wrong, if it was. `when` as in a grant."""

    slug: str
    by: str
    employee: str
    tag: str
    when: float
    reason: str
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Redemption:
    """Points that somebody redeems, and what followed; nothing: it still waits."""

    slug: str
    employee: str
    reward: str
    approved_by: str | None = None
    rejected_by: str | None = None
    fulfilled_by: str | None = None
    cancelled: bool = False
    reason: str | None = None
    on_behalf_of: str | None = None
