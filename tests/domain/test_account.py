"""Balances, lots, and the order in which lots are spent."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.accounts.account import Account, evolve, opens, take
from ledger.domain.accounts.events import LotPart, PointsTransferred, employee_account
from tests.domain.builders import MONTH, account_at, account_with, credited

FIN01 = employee_account("FIN01")
END = date(2031, 3, 15)


def spent(account: Account, points: int) -> Account:
    parts = take(account, points)
    moved = sum(part.points for part in parts)
    hold = PointsTransferred(kind="hold", subject="r", source=FIN01, target="held:r", points=moved, takes=parts)
    return evolve(account, hold)


def test_a_credit_adds_to_the_balance_and_opens_a_lot() -> None:
    account = account_with(credited(50, "grant:a", END))
    assert (account.balance, account.opened) == (50, 1)
    assert [(lot.lot, lot.left, lot.ends_on) for lot in account.lots.values()] == [("grant:a", 50, END)]


def test_spending_takes_what_ends_first_then_the_oldest() -> None:
    later, never = END + timedelta(days=1), None
    account = account_with(
        credited(10, "a", later, 1), credited(10, "b", END, 2), credited(10, "c", never, 3), credited(10, "d", END, 4)
    )
    assert [(part.lot, part.points) for part in take(account, 35)] == [("b", 10), ("d", 10), ("a", 10), ("c", 5)]
    assert take(account, 35)[-1].ends_on is None


def test_a_lot_that_was_taken_in_part_keeps_the_rest() -> None:
    account = spent(account_with(credited(10, "a", END)), 4)
    assert (account.balance, account.lots["a"].left) == (6, 6)
    assert "a" not in spent(account, 6).lots


def test_released_points_stand_again_where_they_stood() -> None:
    before = account_with(credited(10, "a", END, 1), credited(10, "b", END, 2))
    parts = take(before, 15)
    held = evolve(
        before, PointsTransferred(kind="hold", subject="r", source=FIN01, target="held:r", points=15, takes=parts)
    )
    release = PointsTransferred(kind="release", subject="r", source="held:r", target=FIN01, points=15, opens=parts)
    assert evolve(held, release) == before


def test_a_credit_below_zero_opens_a_lot_of_what_it_does_not_repay() -> None:
    assert opens(account_at(-40), "grant:a", 10, END) == (LotPart(lot="grant:a", number=1, points=10, ends_on=END),)
    assert opens(account_at(-40), "grant:a", 0, END) == ()


def test_caps_count_what_was_credited_by_tag_and_month_and_a_reversal_frees_them() -> None:
    account = account_with(credited(30, "a"), credited(20, "b", counted=False))
    assert account.credited_in("saving", MONTH) == 30
    back = credited(30, kind="reversal", source=FIN01, target="issuance", opens=())
    assert evolve(account, back).credited_in("saving", MONTH) == 0


lots = st.lists(st.tuples(st.integers(1, 1000), st.none() | st.dates(END, END + timedelta(days=5))), max_size=12)


def holding(made: list[tuple[int, date | None]]) -> Account:
    return account_with(*(credited(points, f"lot{n}", ends_on, n + 1) for n, (points, ends_on) in enumerate(made)))


@given(lots, st.integers(0, 20_000))
def test_taking_never_takes_more_than_there_is_and_all_that_is_asked_where_there_is_enough(
    made: list[tuple[int, date | None]], points: int
) -> None:
    account = holding(made)
    parts = take(account, points)
    assert sum(part.points for part in parts) == min(points, account.balance)
    assert all(0 < part.points <= account.lots[part.lot].left for part in parts)
    order = [(part.ends_on or date.max, part.number) for part in parts]
    assert order == sorted(order)


@given(lots, st.lists(st.integers(0, 3000), max_size=8))
def test_the_balance_is_the_sum_of_the_open_lots_however_it_is_spent(
    made: list[tuple[int, date | None]], spendings: list[int]
) -> None:
    account = holding(made)
    assert account.balance == sum(points for points, _ in made)
    for points in spendings:
        account = spent(account, points)
        assert account.balance == sum(lot.left for lot in account.lots.values()) >= 0
