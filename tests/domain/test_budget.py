"""Budgets: set, spent, lapsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.accounts.events import ISSUANCE, PointsTransferred, TransferKind
from ledger.domain.budgets.budget import Budget, check_covers, decide_lapse, decide_set, evolve
from ledger.domain.errors import Conflict
from tests.domain.builders import credited
from tests.domain.story import Outcome, Story, outcome

MARCH = "2030-03"
APRIL = "2030-04"
ACCOUNT = "budget:FIN00:2030-03"
BUDGET = Story(Budget(ACCOUNT), evolve)


def moved(kind: TransferKind, points: int, *, out: bool = False) -> PointsTransferred:
    source, target = (ACCOUNT, ISSUANCE) if out else (ISSUANCE, ACCOUNT)
    return PointsTransferred(kind=kind, subject=ACCOUNT, source=source, target=target, points=points)


SET_TO_100 = moved("budget", 100)
GRANTED_60 = credited(60)


def test_a_budget_is_set_by_moving_the_difference() -> None:
    BUDGET.when(decide_set, 100, month=MARCH, present_month=MARCH).then(SET_TO_100)
    BUDGET.given(SET_TO_100).when(decide_set, 150, month=MARCH, present_month=MARCH).then(moved("budget", 50))
    lowered = moved("budget", 40, out=True)
    BUDGET.given(SET_TO_100, GRANTED_60).when(decide_set, 60, month=MARCH, present_month=MARCH).then(lowered)


def test_the_same_total_makes_no_event() -> None:
    BUDGET.given(SET_TO_100, GRANTED_60).when(decide_set, 100, month=MARCH, present_month=MARCH).nothing()


def test_below_what_is_spent_is_refused() -> None:
    story = BUDGET.given(SET_TO_100, GRANTED_60)
    story.when(decide_set, 59, month=MARCH, present_month=MARCH).refused(Conflict, "budget-below-spent", "/points")


def test_a_month_that_has_ended_is_closed_and_a_coming_one_can_be_set() -> None:
    BUDGET.when(decide_set, 100, month=MARCH, present_month=APRIL).refused(Conflict, "month-closed")
    BUDGET.when(decide_set, 100, month=MARCH, present_month="2030-02").then(SET_TO_100)


def test_what_is_left_when_the_month_has_ended_lapses_once() -> None:
    story = BUDGET.given(SET_TO_100, GRANTED_60)
    story.when(decide_lapse, month=MARCH, present_month=MARCH).nothing()
    lapse = moved("lapse", 40, out=True)
    story.when(decide_lapse, month=MARCH, present_month=APRIL).then(lapse)
    story.given(lapse).when(decide_lapse, month=MARCH, present_month=APRIL).nothing()
    assert story.given(lapse).state.left == 0


@pytest.mark.parametrize(("points", "covered"), [(40, True), (41, False)])
def test_a_grant_takes_no_more_than_is_left(points: int, covered: bool) -> None:
    found = outcome(check_covers, BUDGET.given(SET_TO_100, GRANTED_60).state, points)
    if covered:
        found.nothing()
    else:
        found.refused(Conflict, "budget-exhausted", "/points")


@given(st.lists(st.tuples(st.sampled_from(["set", "grant"]), st.integers(0, 200)), max_size=20))
def test_what_is_left_is_never_below_zero_and_lapses_to_zero(steps: list[tuple[str, int]]) -> None:
    story = BUDGET
    for kind, points in steps:
        if kind == "set":
            decided = story.when(decide_set, points, month=MARCH, present_month=MARCH)
        else:
            refused = story.when(check_covers, points).refusal is not None
            decided = Outcome(() if refused else (credited(points),))
        story = story.given(*decided.events)
        assert 0 <= story.state.left == story.state.points - story.state.spent
    assert story.given(*story.when(decide_lapse, month=MARCH, present_month=APRIL).events).state.left == 0
