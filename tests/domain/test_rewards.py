"""What a reward may be, and where points go back to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.domain.accounts.account import Account, put_back
from ledger.domain.accounts.events import LotPart
from ledger.domain.errors import Conflict, Invalid
from ledger.domain.rewards.events import Benefit, RewardDefined, RewardTerms
from ledger.domain.rewards.reward import Reward, decide_define, decide_revise, evolve
from tests.domain.builders import account_with, credited
from tests.domain.story import Story, outcome

TODAY = date(2030, 3, 15)
GRACE = timedelta(days=30)


def terms(kind: Any = "bonus", cost: int = 100, stock: int | None = None, **benefit: Any) -> RewardTerms:
    return RewardTerms(name="奖品", kind=kind, cost=cost, benefit=Benefit(**benefit), stock=stock, approval="manager")


BONUS = terms(amount=Decimal("5000.00"), pay_item="points-bonus", tax_class="wages")


@pytest.mark.parametrize(
    ("kind", "benefit", "pointer"),
    [
        ("bonus", {}, "/amount"),
        ("bonus", {"amount": Decimal("0.00")}, "/amount"),
        ("bonus", {"amount": Decimal(1), "days": Decimal(1)}, "/days"),
        ("leave", {}, "/days"),
        ("leave", {"days": Decimal(1), "hours": Decimal(8)}, "/days"),
        ("leave", {"days": Decimal("0.3")}, "/days"),
        ("leave", {"days": Decimal("0")}, "/days"),
        ("leave", {"hours": Decimal("1.5")}, "/hours"),
        ("leave", {"amount": Decimal(1), "days": Decimal(1)}, "/amount"),
        ("training", {}, "/course"),
        ("custom", {"course": "课程"}, "/course"),
    ],
)
def test_a_kind_has_its_own_benefit_and_no_other(kind: str, benefit: dict[str, Any], pointer: str) -> None:
    outcome(decide_define, Reward("r"), terms(kind, **benefit)).refused(Invalid, "reward-benefit", pointer)


@pytest.mark.parametrize(
    ("kind", "benefit"),
    [
        ("leave", {"days": Decimal("1.5")}),
        ("leave", {"hours": Decimal("4")}),
        ("training", {"course": "课程"}),
        ("custom", {}),
    ],
)
def test_half_days_whole_hours_and_courses_are_fine(kind: str, benefit: dict[str, Any]) -> None:
    made = terms(kind, **benefit)
    outcome(decide_define, Reward("r"), made).then(RewardDefined(code="r", terms=made))


def test_a_reward_keeps_its_kind_and_a_revision_changes_something() -> None:
    story = Story(Reward("r"), evolve).given(RewardDefined(code="r", terms=BONUS))
    story.when(decide_revise, BONUS).refused(Conflict, "revision-empty")
    story.when(decide_revise, terms("custom")).refused(Conflict, "reward-kind-fixed", "/kind")
    story.when(decide_define, BONUS).refused(Conflict, "reward-exists", "/code")


def part(lot: str, points: int, ends_on: date | None, number: int = 1) -> LotPart:
    return LotPart(lot=lot, number=number, points=points, ends_on=ends_on)


def test_points_that_come_back_repay_a_balance_below_zero_first() -> None:
    """A forced reversal while they were held: what ends first repays."""
    ending, later = part("a", 30, TODAY), part("b", 30, TODAY + GRACE, 2)
    opened, repays = put_back(Account("employee:FIN01", -40), (later, ending), TODAY, GRACE)
    assert (opened, repays) == ((part("b", 20, TODAY + GRACE, 2),), 40)


def test_what_has_ended_meanwhile_lasts_for_the_grace_and_what_has_not_keeps_its_day() -> None:
    ended, ending, never = part("a", 1, TODAY - timedelta(days=1)), part("b", 2, TODAY, 2), part("c", 3, None, 3)
    opened, _ = put_back(Account("employee:FIN01"), (ended, ending, never), TODAY, GRACE)
    assert [(one.lot, one.ends_on) for one in opened] == [("a", TODAY + GRACE), ("b", TODAY), ("c", None)]


def test_a_lot_has_one_last_day_the_later_one() -> None:
    """Two redemptions held the same lot; the first came back with 30 days, the second comes with fewer."""
    account = account_with(credited(10, "a", TODAY + timedelta(days=20)))
    opened, _ = put_back(account, (part("a", 5, TODAY - GRACE),), TODAY, timedelta(days=3))
    assert opened == (part("a", 5, TODAY + timedelta(days=20)),)
