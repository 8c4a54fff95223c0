"""S12: a manager sees how the team's points are spread; S13: HR finds who is low on 「跨部门协作」 without counting."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import Company, Service

TOGETHER, SOLVED = "跨部门协作", "解决重大问题"
GRANTED = [
    ("FIN01", SOLVED, 3), ("FIN02", SOLVED, 2), ("FIN03", SOLVED, 2), ("FIN04", SOLVED, 1), ("AP01", TOGETHER, 1),
    ("TEC01", TOGETHER, 4), ("TEC02", TOGETHER, 3), ("ADM01", TOGETHER, 2),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(shared_where: Installation, service: Service) -> tuple[Company, int]:
    """FIN with a department AP below it, TEC and ADM; each grant is 50 points. And where the journal stands then."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "FIN02", "FIN03", "FIN04", "FIN05")
    company.department("AP", "AP01", parent="FIN")
    company.department("TEC", "TEC01", "TEC02")
    company.department("ADM", "ADM01")
    company.tag(TOGETHER, {"type": "fixed", "points": 50})
    company.tag(SOLVED, {"type": "fixed", "points": 50}, departments=["FIN", "TEC"])
    position = 0
    for head in ("FIN00", "TEC00", "ADM00"):
        company.budget(head, 10_000)
    for number, tag, times in GRANTED:
        manager = company.sign_in({"TEC": "TEC00", "ADM": "ADM00"}.get(number[:3], "FIN00"))
        for _ in range(times):
            body = {"employee": number, "tag": tag, "reason": "好事"}
            position = manager.done("POST", "/grants", body)["position"]
    return company, position


def test_a_manager_sees_how_points_are_spread_and_who_creates_most_of_the_value(told: tuple[Company, int]) -> None:
    company, position = told
    found = read(company.sign_in("FIN00"), "/reports/team", position)
    assert [(row["rank"], row["employee"], row["points"], row["high"]) for row in found["items"]] == [
        (1, "FIN01", 150, True), (2, "FIN02", 100, True), (2, "FIN03", 100, True), (4, "AP01", 50, False),
        (4, "FIN04", 50, False), (6, "AP00", 0, False), (6, "FIN05", 0, False),
    ]  # fmt: skip
    assert found["items"][0]["name"] == "员工FIN01"
    assert {(row["employee"], row["tag"], row["points"]) for row in found["tags"]} == {
        ("FIN01", SOLVED, 150), ("FIN02", SOLVED, 100), ("FIN03", SOLVED, 100), ("AP01", TOGETHER, 50),
        ("FIN04", SOLVED, 50),
    }  # fmt: skip
    never = [row["employee"] for row in found["items"] if row["last_granted_at"] is None]
    assert never == ["AP00", "FIN05"], "nobody has thanked them yet"
    spread = found["distribution"]
    assert {name: spread[name] for name in spread if name != "bands"} == {
        "people": 7, "with_points": 5, "points": 450, "mean": "64.29", "median": "50.00",
        "high_people": 3, "high_points": 350,
    }  # fmt: skip
    assert spread["bands"] == [
        {"at_least": None, "at_most": 0, "people": 2},
        {"at_least": 1, "at_most": 30, "people": 0},
        {"at_least": 31, "at_most": 60, "people": 2},
        {"at_least": 61, "at_most": 90, "people": 0},
        {"at_least": 91, "at_most": 120, "people": 2},
        {"at_least": 121, "at_most": 150, "people": 1},
    ]


def test_a_manager_sees_their_own_people_only_and_hr_any_department(told: tuple[Company, int]) -> None:
    company, position = told
    of_ap = read(company.sign_in("FIN00"), "/reports/team?department=AP", position)
    assert [row["employee"] for row in of_ap["items"]] == ["AP01", "AP00"]
    refused(company.sign_in("FIN00").get("/reports/team?department=TEC"), 422, "unknown-reference", "/department")
    by_hr = read(company.hr, "/reports/team?department=TEC", position)
    assert [row["employee"] for row in by_hr["items"]] == ["TEC01", "TEC02", "TEC00"]
    everybody = read(company.hr, "/reports/team?limit=2", position)
    assert ([row["employee"] for row in everybody["items"]], everybody["distribution"]["people"]) == (
        ["TEC01", "FIN01"], 15,
    )  # fmt: skip


def test_hr_finds_the_department_that_is_low_on_a_tag_by_points_per_head(told: tuple[Company, int]) -> None:
    company, position = told
    found = read(company.hr, f"/reports/low-departments?tag={TOGETHER}", position)["items"]
    per_head = {row["department"]: (row["people"], row["points"], row["per_head"]) for row in found}
    assert per_head == {
        "FIN": (8, 50, "6.25"), "AP": (2, 50, "25.00"), "TEC": (3, 350, "116.67"), "ADM": (2, 100, "50.00"),
    }  # fmt: skip
    assert {row["median"] for row in found} == {"37.50"}
    assert [row["department"] for row in found if row["low"]] == ["FIN"]


def test_a_tag_is_compared_among_the_departments_that_it_is_for(told: tuple[Company, int]) -> None:
    company, position = told
    found = read(company.hr, "/reports/low-departments", position)["items"]
    assert {row["department"] for row in found if row["tag"] == SOLVED} == {"FIN", "AP", "TEC"}


def test_points_are_summed_by_what_hr_asks_for(told: tuple[Company, int]) -> None:
    company, position = told
    by_tag = read(company.hr, "/reports/points?by=tag", position)["items"]
    assert {row["tag"]: (row["points"], row["grants"]) for row in by_tag} == {SOLVED: (400, 8), TOGETHER: (500, 10)}
    by_department = read(company.hr, f"/reports/points?by=department&tag={TOGETHER}", position)["items"]
    assert {row["department"]: row["points"] for row in by_department} == {"AP": 50, "FIN": 50, "TEC": 350, "ADM": 100}
    whole = read(company.hr, "/reports/points", position)["items"]
    assert {(row["month"], row["tag"], row["department"]): row["points"] for row in whole}[
        company.month, SOLVED, "FIN"
    ] == 400
    of_fin = read(company.hr, "/reports/points?by=tag&department=FIN", position)["items"]
    assert {row["tag"]: row["points"] for row in of_fin} == {SOLVED: 400, TOGETHER: 50}
    assert read(company.hr, "/reports/points?from=1999-01&to=1999-12", position)["items"] == []


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("points?from=2026-02&to=2026-01", "period", "/from"),
        ("points?from=2020-01&to=2026-01", "period", "/from"),
        ("points?from=2026-13", "invalid-fields", "/from"),
        ("points?by=name", "invalid-fields", "/by"),
        ("points?department=NONE", "unknown-reference", "/department"),
        ("favours?share=1.5", "invalid-fields", "/share"),
    ],
)
def test_a_report_that_nobody_can_make_names_the_field(
    told: tuple[Company, int], query: str, code: str, pointer: str
) -> None:
    refused(told[0].hr.get(f"/reports/{query}"), 422, code, pointer)


def test_a_grant_that_was_taken_back_was_no_thanks(firm: Company) -> None:
    firm.tag("S12-谢谢", {"type": "fixed", "points": 5})
    firm.budget("TEC00", 1000)
    head = firm.sign_in("TEC00")
    body = {"employee": "TEC02", "tag": "S12-谢谢", "reason": "多谢"}
    kept, wrong = head.done("POST", "/grants", body), head.done("POST", "/grants", body)

    def thanked(position: int) -> str:
        team = read(head, "/reports/team", position)["items"]
        return next(str(row["last_granted_at"]) for row in team if row["employee"] == "TEC02")

    entries = read(head, "/accounts/TEC02/entries", wrong["position"])["items"]
    at = {entry["position"]: entry["recorded_at"] for entry in entries}
    assert thanked(wrong["position"]) == at[wrong["position"]]
    taken = head.done("POST", f"/grants/{wrong['id']}/reversal", {"reason": "重复"})
    assert thanked(taken["position"]) == at[kept["position"]]
