"""S58, 双轨校验: the old system's month beside the ledger's, until no difference is unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledger.bootstrap import Installation
from ledger.domain.imports.comparing import Movement, Person, compare
from tests.imports.clerk import clerk
from tests.imports.files import checked, imported, table
from tests.journeys.seeing import read
from tests.service import Company, Service

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def moved(key: str, points: int, *moment: int, kind: str = "") -> Movement:
    return Movement(key, points, at(*(moment or (2026, 3, 10, 9))), kind)


def causes(
    old: list[Movement], own: list[Movement], balances: tuple[int | None, int | None] = (None, None)
) -> list[str]:
    person = Person("FIN01", True, *balances, old, own)
    found = compare(person, "2026-03", SHANGHAI, balances=balances != (None, None), movements=True)
    return [f"{one.what}: {one.cause}" for one in found]


@pytest.mark.parametrize(
    ("old", "own", "named"),
    [
        ([], [], []),
        ([moved("a", 50)], [moved("a", 50)], []),
        ([moved("a", 50)], [moved("x", 50, 2026, 3, 10, 18)], []),
        ([moved("a", 50)], [], ["movement: missing-in-ledger"]),
        ([], [moved("x", 50)], ["movement: missing-in-old"]),
        ([], [moved("x", -50, kind="expiry")], ["movement: expired"]),
        ([moved("a", 50)], [moved("a", 40)], ["movement: different-points"]),
        ([moved("a", 50)], [moved("x", 51)], ["movement: rounding"]),
        ([moved("a", 50, 2026, 3, 31, 23, 30)], [moved("a", 50, 2026, 4, 1, 0, 30)], ["movement: other-month"]),
        ([moved("a", 50, 2026, 2, 28, 23, 30)], [moved("a", 50, 2026, 3, 1, 0, 30)], ["movement: other-month"]),
        ([moved("a", 50, 2026, 2, 28, 12)], [], []),
        ([moved("a", 50, 2026, 3, 10)], [moved("a", 50, 2026, 4, 20)], ["movement: late-booking"]),
        ([moved("a", -50)], [moved("x", -50, 2026, 4, 2, kind="reversal")], ["movement: reversed"]),
        ([], [moved("x", -50, kind="reversal")], ["movement: reversed"]),
        ([], [moved("x", -50, kind="hold")], ["movement: held"]),
        (
            [moved("a", -50, 2026, 3, 20)],
            [moved("x", -50, 2026, 3, 10, kind="hold")],
            ["movement: held", "movement: held"],
        ),
        ([moved("a", 50), moved("b", 51)], [moved("x", 51), moved("y", 50)], []),
        ([moved("a", 5), moved("b", 5)], [moved("x", 5)], ["movement: missing-in-ledger"]),
    ],
)
def test_each_difference_of_a_movement_has_its_likely_cause(
    old: list[Movement], own: list[Movement], named: list[str]
) -> None:
    assert causes(old, own) == named


def test_a_balance_that_differs_by_its_movements_is_named_by_them_alone() -> None:
    assert causes([moved("a", 50)], [], (150, 100)) == ["movement: missing-in-ledger"]
    assert causes([moved("a", 50)], [moved("a", 50)], (150, 100)) == ["balance: before-the-month"]
    assert causes([], [], (101, 100)) == ["balance: rounding"]
    assert causes([moved("a", 50)], [], (150, 101)) == ["movement: missing-in-ledger", "balance: rounding"]
    late = ([moved("a", 50, 2026, 3, 31, 23, 30)], [moved("a", 50, 2026, 4, 1, 0, 30)])
    assert causes(*late, (50, 0)) == ["movement: other-month"]


def test_a_deduction_which_the_old_system_took_off_the_balance_is_named() -> None:
    deducted = [moved("d", -10, 2026, 3, 10, 18)]
    person = Person("FIN01", True, 90, 100, [moved("a", -10)], [], deducted)
    found = compare(person, "2026-03", SHANGHAI, balances=True, movements=True)
    assert [(one.cause, one.difference) for one in found] == [("deduction", 10)]


def a_movement(dice: Random) -> Movement:
    kind = dice.choice(["", "", "expiry", "reversal", "hold"])
    day = dice.choice([(2, 28), (3, 1), (3, 2), (3, 15), (3, 31), (4, 1)])
    points = dice.randint(1, 4) if kind == "" else -dice.randint(1, 4)
    return moved(dice.choice("abcdef"), points, 2026, *day, dice.randint(0, 23), kind=kind)


def test_all_differences_of_a_person_add_up_to_the_difference_of_the_balances() -> None:
    dice = Random(16)
    for _ in range(2_000):
        old, own = ([a_movement(dice) for _ in range(dice.randint(0, 4))] for _ in range(2))
        balances = dice.randint(0, 20), dice.randint(0, 20)
        person = Person("FIN01", True, *balances, old, own)
        found = compare(person, "2026-03", SHANGHAI, balances=True, movements=True)
        assert sum(one.difference for one in found) == balances[1] - balances[0]
    ghost = compare(Person("GHOST", False, 5, None), "2026-03", SHANGHAI, balances=True, movements=True)
    assert [one.difference for one in ghost] == [-5]


def test_somebody_whom_the_ledger_does_not_know_is_named() -> None:
    found = compare(Person("GHOST", False, 5, None), "2026-03", SHANGHAI, balances=True, movements=True)
    assert [(one.employee, one.cause, one.old) for one in found] == [("GHOST", "unknown-person", 5)]


def test_a_difference_whose_numbers_changed_is_another_difference() -> None:
    ids = {
        compare(Person("FIN01", True, 5, own), "2026-03", SHANGHAI, balances=True, movements=False)[0].id
        for own in (1, 2, 3)
    }
    assert len(ids) == 3


@pytest.fixture
def company(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    made = Company(where, service)
    with clerk(where, made.id):
        yield made


def shown(company: Company, at_least: int) -> dict[str, Any]:
    return read(company.hr, "/parallel-months/2026-03?limit=1000", at_least)


def test_a_month_is_in_order_when_every_difference_is_explained(company: Company) -> None:
    hr = company.hr
    company.department("FIN", "FIN01", "FIN02", "FIN03")
    company.tag("saving", {"type": "fixed", "points": 50})
    opened = table("employee_no,points,last_day", "FIN01,100,2031-12-31", "FIN02,40,2031-12-31", "FIN03,7,2031-12-31")
    imported(hr, "opening-balances", opened)
    grants = ["A-1,FIN01,saving,50,2026-03-10,2031-12-31", "A-2,FIN02,saving,30,2026-04-01 00:20,2031-12-31"]
    grants.append("A-5,FIN01,saving,8,2026-04-20,2031-12-31")
    imported(hr, "past-grants", table("source_id,employee_no,tag,points,occurred_at,last_day", *grants))
    position = hr.done("GET", "/audit/verification")["head"]
    assert hr.get("/parallel-months/2026-03").status_code == 404, "nothing to compare with yet"

    moves = [
        "A-1,FIN01,50,2026-03-10",
        "A-2,FIN02,30,2026-03-31 23:50",
        "A-3,FIN03,20,2026-03-05",
        "A-5,FIN01,8,2026-03-12",
        "A-9,GONE,5,2026-03-05",
    ]
    found = checked(hr, "old-movements", table("流水号,工号,积分变动,日期", *moves), period="2026-03")
    assert found["counts"] == {"ready": 5}
    month = shown(company, position)
    assert (month["differences"], month["unexplained"]) == (4, 4)
    assert {(one["employee"], one["cause"], one["key"]) for one in month["items"]} == {
        ("FIN01", "late-booking", "A-5"),
        ("FIN02", "other-month", "A-2"),
        ("FIN03", "missing-in-ledger", "A-3"),
        ("GONE", "unknown-person", None),
    }

    assert {one["employee"]: one["difference"] for one in month["items"]} == {
        "FIN01": -8, "FIN02": -30, "FIN03": -20, "GONE": -5,
    }  # fmt: skip
    asked = read(hr, "/parallel-months/2026-03?cause=missing-in-ledger", position)
    assert ([one["employee"] for one in asked["items"]], asked["difference"]) == (["FIN03"], -20)
    assert (asked["differences"], month["difference"]) == (4, -63)

    for item in month["items"]:
        body = {"employee_no": item["employee"], "difference": item["id"], "reason": "老系统按另一时区记账"}
        hr.done("POST", "/parallel-months/2026-03/explanations", body)
    month = shown(company, position)
    assert (month["differences"], month["unexplained"]) == (4, 0)
    assert {(one["reason"], one["explained_by"]) for one in month["items"]} == {("老系统按另一时区记账", "HR01")}

    late = table("source_id,employee_no,tag,points,occurred_at,last_day", "A-3,FIN03,saving,20,2026-03-05,2031-12-31")
    imported(hr, "past-grants", late)
    position = hr.done("GET", "/audit/verification")["head"]
    assert shown(company, position)["causes"] == {"late-booking": 1, "other-month": 1, "unknown-person": 1}

    unknown = {"employee_no": "FIN01", "difference": "ab" * 12, "reason": "没有这个差异"}
    assert hr.post("/parallel-months/2026-03/explanations", unknown).status_code == 422
