"""Lists that are sorted: the service sorts the whole of a list, so that page after page gives each row once, whatever
it is sorted by and however many are alike; and the file of a list is that list."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import pytest

from ledger.bootstrap import Installation
from tests.journeys.redeeming import LEAVE, given_points, reward
from tests.journeys.seeing import read, refused
from tests.service import Company, Service

CLAIMED = (
    ("FIN01", "10"), ("TEC01", "20"), ("FIN02", "10"), ("FIN01", "30"), ("FIN02", "20"), ("TEC01", "10"),
)  # fmt: skip
LISTS = ("/claims", "/redemptions", "/deductions", "/reversals", "/countersignatures", "/employees")


class Told(NamedTuple):
    company: Company
    position: int


@pytest.fixture(scope="module")
def told(shared_where: Installation, service: Service) -> Told:
    """Many that are alike: claims of three amounts, redemptions and deductions of two."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "FIN02")
    company.department("TEC", "TEC01")
    company.tag("工时", {"type": "per_unit", "unit": "小时", "per": "10", "points": 3})
    company.tag("迟到", {"type": "deduction", "points": 10, "max": 500})
    reward(company, LEAVE)
    now = datetime.now(UTC)
    for number, quantity in CLAIMED:
        person = company.sign_in(number)
        claim = {"tag": "工时", "description": f"{number} 节省 {quantity}", "quantity": quantity}
        person.done("POST", "/claims", {**claim, "occurred_at": (now - timedelta(minutes=int(quantity))).isoformat()})
    for number in ("FIN01", "TEC01"):
        given_points(company, number, 200)
        for quantity in (1, 2, 1):
            company.sign_in(number).done("POST", "/redemptions", {"reward": "half-day", "quantity": quantity})
    for number, points in (("FIN02", 5), ("FIN01", 5), ("TEC01", 7), ("FIN02", 7)):
        body = {"employee": number, "tag": "迟到", "reason": "迟到", "points": points}
        position = company.hr.done("POST", "/deductions", body)["position"]
    for listed in LISTS:
        read(company.hr, listed, position)
    return Told(company, position)


@pytest.fixture(scope="module")
def sorts(service: Service) -> dict[str, list[str]]:
    """By what each list may be sorted, as the description of the interface says."""
    paths = httpx.get(f"{service.url}/openapi.json", timeout=60).json()["paths"]
    return {
        path.removeprefix("/v1"): _choices(parameter["schema"])
        for path, methods in paths.items()
        for parameter in methods.get("get", {}).get("parameters", [])
        if parameter["name"] == "sort" and "{" not in path
    }


def _choices(schema: dict[str, Any]) -> list[str]:
    return [one for part in schema.get("anyOf", [schema]) for one in part.get("enum", [])]


def paged(company: Company, path: str, limit: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    cursor = ""
    while True:
        found = read(company.hr, f"{path}&limit={limit}{cursor}")
        assert len(found["items"]) <= limit
        rows += found["items"]
        if found["next_cursor"] is None:
            return rows
        cursor = f"&{httpx.QueryParams({'cursor': found['next_cursor']})}"


def _id(row: dict[str, Any]) -> str:
    return str(row.get("id") or row["employee_no"])


def test_page_after_page_of_any_sort_gives_each_row_once(told: Told, sorts: dict[str, list[str]]) -> None:
    company = told.company
    assert set(sorts) >= set(LISTS)
    for path, names in sorts.items():
        whole = {_id(row) for row in read(company.hr, f"{path}?limit=1000", told.position)["items"]}
        assert path not in ("/claims", "/redemptions", "/deductions", "/employees") or len(whole) >= 4, path
        for sort in names:
            at_once = [_id(row) for row in paged(company, f"{path}?sort={sort}", 1000)]
            assert len(at_once) == len(whole) and set(at_once) == whole, (path, sort)
            for limit in (1, 2, 3):
                assert [_id(row) for row in paged(company, f"{path}?sort={sort}", limit)] == at_once, (path, sort)
            turned = sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"
            assert [_id(row) for row in paged(company, f"{path}?sort={turned}", 1000)] == at_once[::-1], (path, sort)


def test_a_list_is_sorted_by_what_was_asked_for(told: Told) -> None:
    def shown(path: str, field: str) -> list[Any]:
        return [row[field] for row in read(told.company.hr, path, told.position)["items"]]

    assert shown("/claims?sort=-points", "points") == [9, 6, 6, 3, 3, 3]
    assert shown("/claims?sort=points", "points") == [3, 3, 3, 6, 6, 9]
    assert shown("/claims?sort=employee", "employee") == ["FIN01", "FIN01", "FIN02", "FIN02", "TEC01", "TEC01"]
    assert shown("/claims?sort=employee&state=approved", "employee") == []
    assert shown("/claims?tag=迟到", "id") == [], "nobody claimed under it"
    assert shown("/redemptions?sort=-points", "points") == [60, 60, 30, 30, 30, 30]
    assert shown("/deductions?sort=points", "points") == [5, 5, 7, 7]
    assert shown("/employees?sort=-employee&department=FIN", "employee_no") == ["FIN02", "FIN01", "FIN00"]
    departments = [code or "" for code in shown("/employees?sort=department", "department")]
    assert departments == sorted(departments)


def test_what_a_list_is_not_sorted_by_is_refused_and_so_is_a_cursor_of_another_order(told: Told) -> None:
    hr = told.company.hr
    for path in LISTS:
        refused(hr.get(f"{path}?sort=reason"), 422, "invalid-fields", "/sort")
    cursor = read(hr, "/claims?sort=points&limit=2", told.position)["next_cursor"]
    refused(hr.get(f"/claims?cursor={cursor}"), 422, "cursor")
    refused(hr.get("/claims?sort=points&cursor=12"), 422, "cursor")
    for value in ("x", "9" * 30, "%00", ""):
        refused(hr.get(f"/claims?sort=points&cursor=12:{value}"), 422, "cursor")
        refused(hr.get(f"/claims?sort=occurred&cursor=12:{value}"), 422, "cursor")


def test_the_file_of_a_list_has_its_rows_in_its_order(told: Told) -> None:
    hr = told.company.hr

    def lines(path: str) -> list[dict[str, str]]:
        answered = hr.get(f"{path}&at_least={told.position}")
        assert answered.status_code == 200, answered.text
        return list(csv.DictReader(io.StringIO(answered.content.decode("utf-8-sig"))))

    for query in ("sort=-points", "sort=employee&tag=工时", "state=submitted&employee=FIN02"):
        listed = [(row["employee"], str(row["points"])) for row in read(hr, f"/claims?{query}")["items"]]
        assert [(row["employee"], row["points"]) for row in lines(f"/claims.csv?{query}")] == listed, query
    for query in ("sort=points", "sort=-employee&employee=FIN01"):
        listed = [(row["employee"], str(row["points"])) for row in read(hr, f"/deductions?{query}")["items"]]
        assert [(row["employee"], row["points"]) for row in lines(f"/deductions.csv?{query}")] == listed, query
        listed = [(row["employee"], str(row["points"])) for row in read(hr, f"/redemptions?{query}")["items"]]
        assert [(row["employee"], row["points"]) for row in lines(f"/redemptions.csv?{query}")] == listed, query
    assert lines("/deductions.csv?state=corrected") == []
    for query in ("search=FIN0&sort=-name", "search=TEC&department=TEC", "sort=-employee&department=FIN"):
        people = [row["employee_no"] for row in read(hr, f"/employees?{query}")["items"]]
        assert [row["employee_no"] for row in lines(f"/employees.csv?{query}")] == people, query
