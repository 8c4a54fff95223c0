"""The rule of a grant: a fixed tag, employed at the time, within the cap, covered by the budget."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ledger.domain.accounts.account import Account, opens
from ledger.domain.accounts.events import Credit, PointsTransferred
from ledger.domain.budgets.budget import Budget, check_covers
from ledger.domain.directory.directory import Employee
from ledger.domain.errors import Conflict
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import FixedRule, points_for
from ledger.domain.tags.tag import Revision, within_cap
from ledger.domain.values import Sealed


class Grant(NamedTuple):
    """What is granted: the request, with the day and month of its occurrence worked out.

    `instant` is hr's single award (S16): it counts in the balance and in no leaderboard or cap.
    """

    grant: str
    tag: str
    points: int | None
    reason: Sealed
    instant: bool
    day: date
    month: str
    departments: tuple[str, ...]
    ends_on: date | None


def decide_grant(
    grant: Grant, receiver: Employee, revision: Revision, account: Account, budget: Budget
) -> list[PointsTransferred]:
    """Move points from the giver's budget of the present month to the receiver; only what is credited."""
    check_receives(receiver, grant.day)
    asked = points_asked(grant.points, revision.terms)
    points = asked
    if not grant.instant:
        points = within_cap(revision.terms, asked, account.credited_in(grant.tag, grant.month))
    check_covers(budget, points)
    repays = min(points, -account.balance) if account.balance < 0 else 0
    subject = f"grant:{grant.grant}"
    return [
        PointsTransferred(
            kind="award" if grant.instant else "grant",
            subject=subject,
            source=budget.account,
            target=account.account,
            points=points,
            counted=not grant.instant,
            asked=asked if points < asked else None,
            credit=_credit(grant.tag, revision.number, grant.month, grant.departments),
            opens=opens(account, subject, points - repays, grant.ends_on),
            repays=repays,
            reason=grant.reason,
        )
    ]


def check_receives(receiver: Employee, day: date) -> None:
    """Somebody receives points for a day on which they were employed; an auditor has no account."""
    if not receiver.employed_on(day):
        raise Conflict("not-employed", f"Not employed on {day}.", "/employee", day=str(day))
    if "auditor" in receiver.roles:
        raise Conflict("auditor-has-no-account", "An auditor has no account.", "/employee")


@lru_cache(1024)
def _credit(tag: str, revision: int, month: str, departments: tuple[str, ...]) -> Credit:
    """What a grant is for is the same for everybody in a department, all month long."""
    return Credit(tag=tag, revision=revision, month=month, departments=departments)


def points_asked(chosen: int | None, terms: TagTerms) -> int:
    """The rule's points, or those that the giver chose within the tag's range."""
    if not isinstance(terms.rule, FixedRule):
        raise Conflict("tag-not-grantable", "Only tags with a fixed rule can be granted.", "/tag")
    by_rule = points_for(terms.rule, terms.coefficient, None)
    if chosen is None or chosen == by_rule:
        return by_rule
    if terms.grant_range is None:
        raise Conflict("points-fixed", f"This tag grants {by_rule} points.", "/points", points=by_rule)
    if not terms.grant_range.min <= chosen <= terms.grant_range.max:
        raise Conflict(
            "points-out-of-range",
            f"This tag grants {terms.grant_range.min} to {terms.grant_range.max} points.",
            "/points",
            least=terms.grant_range.min,
            most=terms.grant_range.max,
        )
    return chosen


class Choice(NamedTuple):
    """From how many points to how many a giver chooses now: what is chosen is what is credited."""

    min: int
    max: int


def choice(terms: TagTerms, left: int | None) -> Choice | None:
    """What is left of the tag's range where the cap and the budget leave so many points (None: as many as are asked
    for); None where the giver has nothing to choose."""
    given = terms.grant_range
    if given is None or (left is not None and left < given.min):
        return None
    return Choice(given.min, given.max if left is None else min(given.max, left))


def suggested(terms: TagTerms, left: int | None) -> int:
    """What to ask for unless the giver says otherwise: the rule's points, or the middle of the range as far as it is
    left."""
    given = terms.grant_range
    if given is None:
        return points_asked(None, terms)
    chosen = choice(terms, left)
    return given.min if chosen is None else min((given.min + given.max) // 2, chosen.max)
