"""What a grant may be, and what it moves."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import Credit, LotPart, PointsTransferred
from ledger.domain.budgets.budget import Budget
from ledger.domain.directory.directory import Employee
from ledger.domain.errors import Conflict
from ledger.domain.grants.grant import Grant, choice, decide_grant, suggested
from ledger.domain.tags.events import GrantRange, TagTerms
from ledger.domain.tags.tag import Revision, cap_left
from tests.domain.builders import DAY, MONTH, account_at, account_with, credited, fixed, person, sealed, stepped, terms
from tests.domain.story import Outcome, outcome

END = date(2031, 3, 15)
BUDGET = Budget("budget:FIN00:2030-03", points=500)
EMPLOYED, NONE_YET = person(), account_at(0)
RANGED = terms(fixed(50), grant_range=GrantRange(min=20, max=80))


def granted(
    of: TagTerms,
    points: int | None = None,
    *,
    receiver: Employee = EMPLOYED,
    account: Account = NONE_YET,
    budget: Budget = BUDGET,
    **fields: Any,
) -> Outcome:
    said = {"grant": "g", "tag": "saving", "reason": sealed(), "instant": False, "day": DAY, "month": MONTH}
    grant = Grant(**{**said, "points": points, "departments": ("FIN",), "ends_on": END, **fields})
    return outcome(decide_grant, grant, receiver, Revision(1, None, of), account, budget)


def moved(points: int, **fields: Any) -> PointsTransferred:
    given = {
        "kind": "grant",
        "subject": "grant:g",
        "source": BUDGET.account,
        "target": "employee:FIN01",
        "points": points,
        "counted": True,
        "credit": Credit(tag="saving", revision=1, month=MONTH, departments=("FIN",)),
        "opens": (LotPart(lot="grant:g", number=1, points=points, ends_on=END),),
        "reason": sealed(),
    }
    return PointsTransferred(**{**given, **fields})


def test_a_grant_moves_the_rules_points_from_the_budget_in_one_event() -> None:
    granted(terms(fixed(100), coefficient="1.5")).then(moved(150))


@pytest.mark.parametrize("points", [20, 50, 80])
def test_a_giver_chooses_within_the_range(points: int) -> None:
    granted(RANGED, points).then(moved(points))


@pytest.mark.parametrize(
    ("of", "points", "code"),
    [
        (RANGED, 19, "points-out-of-range"),
        (RANGED, 81, "points-out-of-range"),
        (terms(fixed(50)), 51, "points-fixed"),
        (terms(stepped((">", "10", 100))), None, "tag-not-grantable"),
    ],
)
def test_other_points_or_another_rule_are_refused(of: TagTerms, points: int | None, code: str) -> None:
    granted(of, points).refused(Conflict, code)


def test_a_tag_without_a_range_takes_its_own_points_when_they_are_named() -> None:
    granted(terms(fixed(50)), 50).then(moved(50))


@pytest.mark.parametrize(
    "receiver", [person(hired_on=date(2030, 3, 16)), person(left_on=date(2030, 3, 14))], ids=["not-yet", "no-more"]
)
def test_the_receiver_was_employed_when_it_occurred(receiver: Employee) -> None:
    granted(terms(), receiver=receiver).refused(Conflict, "not-employed", "/employee")


def test_the_first_and_the_last_day_of_employment_count() -> None:
    granted(terms(), receiver=person(hired_on=DAY, left_on=DAY)).then(moved(100))


def test_an_auditor_receives_nothing() -> None:
    granted(terms(), receiver=person(roles=("auditor",))).refused(Conflict, "auditor-has-no-account")


def test_a_cap_is_taken_before_the_budget_so_only_what_is_credited_is_spent() -> None:
    almost = account_with(credited(140))
    opened = (LotPart(lot="grant:g", number=2, points=10, ends_on=END),)
    granted(terms(monthly_cap=150), account=almost, budget=Budget(BUDGET.account, points=10)).then(
        moved(10, asked=100, opens=opened)
    )


def test_what_the_budget_does_not_cover_is_refused_whole() -> None:
    granted(terms(), budget=Budget(BUDGET.account, points=99)).refused(Conflict, "budget-exhausted")


def test_an_instant_award_counts_in_no_leaderboard_and_no_cap() -> None:
    full = account_with(credited(150))
    opened = (LotPart(lot="grant:g", number=2, points=100, ends_on=END),)
    award = moved(100, kind="award", counted=False, opens=opened)
    granted(terms(monthly_cap=150), account=full, instant=True).then(award)


@pytest.mark.parametrize(("balance", "opens"), [(-30, 70), (-100, 0), (-130, 0)])
def test_a_grant_repays_a_balance_below_zero_first(balance: int, opens: int) -> None:
    opened = (LotPart(lot="grant:g", number=1, points=opens, ends_on=END),) if opens else ()
    granted(terms(), account=account_at(balance)).then(moved(100, repays=min(100, -balance), opens=opened))


@given(
    least=st.integers(1, 12),
    more=st.integers(0, 12),
    cap=st.none() | st.integers(1, 30),
    before=st.integers(0, 30),
    budget=st.integers(0, 30),
)
def test_what_is_offered_to_choose_is_credited_and_nothing_more_can_be(
    least: int, more: int, cap: int | None, before: int, budget: int
) -> None:
    of = terms(fixed(least), grant_range=GrantRange(min=least, max=least + more), monthly_cap=cap)
    account = account_with(credited(before)) if before else NONE_YET
    counted = account.credited_in("saving", MONTH)
    capped = cap_left(of, counted)
    left = budget if capped is None else min(budget, capped)
    purse = Budget(BUDGET.account, points=budget)

    def credits(points: int) -> int:
        found = granted(of, points, account=account, budget=purse)
        return sum(event.points for event in found.events if isinstance(event, PointsTransferred))

    offered, ask = choice(of, left), suggested(of, left)
    most = max(credits(points) for points in range(least, least + more + 1))
    if offered is None:
        assert credits(ask) == most, "there is nothing to choose: all come to the same"
    else:
        assert all(credits(points) == points for points in range(offered.min, offered.max + 1))
        assert credits(ask) == ask and most == offered.max
