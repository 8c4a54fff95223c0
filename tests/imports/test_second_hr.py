"""A file of more points than one hr makes alone is confirmed by another hr than who sent it."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.imports.clerk import clerk
from tests.imports.files import checked, settled, table
from tests.journeys.seeing import balance, refused
from tests.service import Company, Service

LIMITS = {"points": 100, "points_a_month": 150, "money": "1000", "money_a_month": "1500", "money_per_point": "10"}


@pytest.fixture
def staffed(shared_where: Installation, service: Service) -> Company:
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "HR02")
    company.role("HR02", "hr")
    company.hr.done("PATCH", "/organisation", {"limits": LIMITS})
    return company


def opening(*rows: str) -> bytes:
    return table("工号,期初余额,来源编号", *rows)


def test_one_hr_sends_it_and_another_confirms(staffed: Company, shared_where: Installation) -> None:
    hr, second = staffed.hr, staffed.sign_in("HR02")
    with clerk(shared_where, staffed.id):
        found = checked(hr, "opening-balances", opening("FIN01,60,a", "FIN00,60,b"))
        confirmation = f"/imports/{found['id']}/confirmation"
        refused(hr.post(confirmation, {}), 403, "second-hr")
        seen = second.done("POST", confirmation, {})["position"]
        assert settled(hr, found["id"])["counts"] == {"imported": 2}
    seen = hr.done("PATCH", "/organisation", {"backdating_days": 31})["position"]
    assert balance(hr, "FIN01", seen) == 60


def test_two_hr_with_passwords_of_the_same_hand_are_one(staffed: Company, shared_where: Installation) -> None:
    hr, second = (staffed.taken_over(no, by=staffed.admin) for no in ("HR01", "HR02"))
    with clerk(shared_where, staffed.id):
        found = checked(hr, "opening-balances", opening("FIN01,60,a", "FIN00,60,b"))
        refused(second.post(f"/imports/{found['id']}/confirmation", {}), 403, "second-hr")
        for name, points, outcome in (("c", 100, "imported"), ("d", 51, "refused")):
            found = checked(hr, "opening-balances", opening(f"FIN01,{points},{name}"))
            second.done("POST", f"/imports/{found['id']}/confirmation", {})
            assert settled(hr, found["id"])["counts"] == {outcome: 1}


def test_small_files_of_one_hr_give_nobody_more_than_a_month_allows(
    staffed: Company, shared_where: Installation
) -> None:
    hr = staffed.hr
    with clerk(shared_where, staffed.id):
        for name, points, outcome in (("a", 100, "imported"), ("b", 50, "imported"), ("c", 1, "refused")):
            found = checked(hr, "opening-balances", opening(f"FIN01,{points},{name}"))
            hr.done("POST", f"/imports/{found['id']}/confirmation", {})
            ended = settled(hr, found["id"])
            assert ended["counts"] == {outcome: 1}, ended


def test_past_grants_of_other_months_count_in_the_month_of_the_import(
    staffed: Company, shared_where: Installation
) -> None:
    hr = staffed.hr
    staffed.tag("old", {"type": "fixed", "points": 10}, grant_range={"min": 1, "max": 1000})
    with clerk(shared_where, staffed.id):
        for number, (points, outcome) in enumerate([(100, "imported"), (50, "imported"), (1, "refused")], 1):
            row = f"p{number},FIN01,old,{points},2025-0{number}-10,攻关"
            found = checked(hr, "past-grants", table("单号,工号,标签,积分,发放日期,事由", row))
            hr.done("POST", f"/imports/{found['id']}/confirmation", {})
            ended = settled(hr, found["id"])
            assert ended["counts"] == {outcome: 1}, ended
