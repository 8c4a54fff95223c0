"""S12: a manager sees who in the team creates value; S13: HR finds a department that is low on 「跨部门协作」."""

from __future__ import annotations

from collections import Counter

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import Company, Service

TOGETHER, SOLVED = "跨部门协作", "解决重大问题"
GRANTED = [
    ("FIN01", SOLVED, 3), ("FIN02", SOLVED, 2), ("FIN03", SOLVED, 2), ("FIN04", SOLVED, 1), ("AP01", TOGETHER, 1),
    ("TEC01", TOGETHER, 4), ("TEC02", TOGETHER, 3),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(shared_where: Installation, service: Service) -> tuple[Company, int]:
    """FIN with a department AP below it, and TEC; each grant is 50 points. And where the journal stands then."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "FIN02", "FIN03", "FIN04", "FIN05")
    company.department("AP", "AP01", parent="FIN")
    company.department("TEC", "TEC01", "TEC02")
    for tag in (TOGETHER, SOLVED):
        company.tag(tag, {"type": "fixed", "points": 50})
    position = 0
    for head in ("FIN00", "TEC00"):
        company.budget(head, 10_000)
    for number, tag, times in GRANTED:
        manager = company.sign_in("TEC00" if number.startswith("TEC") else "FIN00")
        for _ in range(times):
            body = {"employee": number, "tag": tag, "reason": "团队里的好事"}
            position = manager.done("POST", "/grants", body)["position"]
    return company, position


def places(company: Company, viewer: str, query: str, position: int) -> list[tuple[int, str, int]]:
    items = read(company.sign_in(viewer), f"/leaderboards?{query}", position)["items"]
    return [(item["rank"], item["employee"], item["points"]) for item in items]


def test_a_manager_sees_the_teams_distribution_with_subdepartments_and_shared_ranks(told: tuple[Company, int]) -> None:
    company, position = told
    team = [(1, "FIN01", 150), (2, "FIN02", 100), (2, "FIN03", 100), (4, "AP01", 50), (4, "FIN04", 50)]
    assert places(company, "FIN00", "scope=department:FIN", position) == team
    assert places(company, "FIN00", "scope=department:AP", position) == [(1, "AP01", 50)]
    assert places(company, "FIN00", "scope=department:FIN&limit=2", position) == team[:2]


def test_who_has_nothing_is_left_out_and_everybody_finds_their_own_place(told: tuple[Company, int]) -> None:
    company, position = told
    board = read(company.sign_in("FIN03"), "/leaderboards?scope=department:FIN&limit=1", position)
    assert board["me"] == {"rank": 2, "points": 100}
    assert [item["name"] for item in board["items"]] == ["员工FIN01"]
    assert read(company.sign_in("FIN05"), "/leaderboards?scope=department:FIN", position)["me"] is None
    assert read(company.sign_in("TEC01"), "/leaderboards?scope=department:FIN", position)["me"] is None


def test_hr_finds_the_department_that_is_low_on_a_tag(told: tuple[Company, int]) -> None:
    company, position = told
    items = read(company.hr, f"/leaderboards?scope=tag:{TOGETHER}", position)["items"]
    people = read(company.hr, "/employees", position)["items"]
    department = {person["employee_no"]: person["department"] for person in people}
    by_department: Counter[str] = Counter()
    for item in items:
        by_department[department[item["employee"]]] += item["points"]
    assert by_department == {"TEC": 350, "AP": 50}


@pytest.mark.parametrize("period", ["month", "year", "all"])
def test_boards_are_of_a_month_a_year_and_all_time(told: tuple[Company, int], period: str) -> None:
    company, position = told
    asked = {"month": company.month, "year": company.month[:4], "all": "all"}[period]
    everybody = places(company, "AP01", f"period={asked}", position)
    assert everybody[:3] == [(1, "TEC01", 200), (2, "FIN01", 150), (2, "TEC02", 150)]
    assert len(everybody) == 7
    assert places(company, "AP01", "period=1999", position) == []


@pytest.mark.parametrize("scope", ["department:NONE", "tag:没有", "team:FIN", "department:", "", "tag:\0"])
def test_a_scope_that_is_none_is_refused(told: tuple[Company, int], scope: str) -> None:
    company, _ = told
    answered = company.client.get(
        "/v1/leaderboards", params={"scope": scope}, headers={"Authorization": f"Bearer {company.hr.token}"}
    )
    refused(answered, 422, "unknown-scope", "/scope")
