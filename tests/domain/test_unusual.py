"""What is unusual about a claim, said before it is decided."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.domain.claims.rounds import changed
from ledger.domain.claims.unusual import Said, again, cap_effect, far_above

SAVED = Said(
    id="c2",
    employee="FIN01",
    tag="节省工时",
    occurred_on=date(2031, 3, 10),
    submitted_on=date(2031, 3, 11),
    quantity=Decimal(100),
    value_quantity=None,
    description="自动化报表",
    evidence=("https://files.example/sheet.xlsx",),
)
OTHER = {"id": "c1", "quantity": Decimal(30), "description": "整理模板", "evidence": ("台账",)}


def same(**earlier: Any) -> tuple[str, ...]:
    """In what the claim is an earlier one again, which differs from it in everything but what is said."""
    found = again(SAVED, [SAVED._replace(**{**OTHER, **earlier})])
    return found[0].same if found else ()


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ({}, ()),
        ({"quantity": Decimal("100.0")}, ("amount",)),
        ({"quantity": Decimal(100), "tag": "节省成本"}, ()),
        ({"quantity": Decimal(100), "employee": "FIN02"}, ()),
        ({"description": " 自动化 报表\n"}, ("text",)),
        ({"description": "自动化报表", "employee": "FIN02"}, ()),
        ({"evidence": ("另一份", "HTTPS://files.example/sheet.xlsx")}, ("evidence",)),
        ({"evidence": SAVED.evidence, "employee": "FIN02"}, ("evidence",)),
        ({"evidence": (None,), "description": None}, ()),
        ({"quantity": Decimal(100), "description": SAVED.description}, ("amount", "text")),
        ({"description": SAVED.description, "submitted_on": SAVED.submitted_on - timedelta(366)}, ("text",)),
        ({"description": SAVED.description, "submitted_on": SAVED.submitted_on - timedelta(367)}, ()),
    ],
)
def test_the_same_claim_again_is_named_with_what_is_the_same(earlier: dict[str, Any], found: tuple[str, ...]) -> None:
    assert same(**earlier) == found


def test_where_a_rule_asks_for_no_quantity_the_day_tells_the_same_from_the_next_time() -> None:
    thanks = SAVED._replace(quantity=None)
    before = thanks._replace(id="c1", description="上周", evidence=())
    assert [one.same for one in again(thanks, [before])] == [("amount",)]
    assert again(thanks, [before._replace(occurred_on=thanks.occurred_on - timedelta(7))]) == ()


def test_of_many_the_most_alike_and_the_newest_are_named() -> None:
    amounts = [
        SAVED._replace(id=f"a{day}", description="别的", evidence=(), submitted_on=date(2031, 3, day))
        for day in range(1, 6)
    ]
    twin = SAVED._replace(id="twin", submitted_on=date(2030, 9, 1))
    assert [one.earlier.id for one in again(SAVED, [*amounts, twin])] == ["twin", "a5", "a4"]


@pytest.mark.parametrize(
    ("points", "approved", "usual"),
    [
        (301, [100] * 10, "100"),
        (300, [100] * 10, None),
        (1_000, [100] * 9, None),
        (61, [10, 30] * 5, "20"),
        (301, [100] * 50 + [1_000] * 50, "100"),
        (1, [], None),
    ],
)
def test_far_above_is_more_than_three_times_the_median_of_enough(
    points: int, approved: list[int], usual: str | None
) -> None:
    found = far_above(points, approved)
    assert (None if found is None else found.usual) == (None if usual is None else Decimal(usual))


@pytest.mark.parametrize(
    ("points", "would_credit", "left", "effect"),
    [(30, 30, None, None), (30, 30, 40, None), (30, 30, 30, "cap-filled"), (30, 20, 20, "cap-cuts")],
)
def test_what_an_approval_does_to_the_cap(points: int, would_credit: int, left: int | None, effect: str | None) -> None:
    assert cap_effect(points, would_credit, left) == effect


def test_an_answers_changes_are_told_field_by_field() -> None:
    before = {
        "description": "自动化报表", "evidence": [], "quantity": "100",
        "value_quantity": None, "points": 30, "value": "5000.00",
    }  # fmt: skip
    after = {**before, "quantity": "80.5", "points": 24, "evidence": ["工时表"]}
    assert changed(before, before) == []
    assert [tuple(one) for one in changed(before, after)] == [
        ("quantity", "100", "80.5"), ("points", 30, 24), ("evidence", [], ["工时表"]),
    ]  # fmt: skip
