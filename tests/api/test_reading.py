"""Queries: reading one's own writes, knowing how far an answer is, and lists page by page."""

from __future__ import annotations

import time
from typing import Any

import psycopg
import pytest

from ledger.api.http import reading
from ledger.bootstrap import Installation
from ledger.contexts import all_projections
from ledger.projections.engine import queries
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import read, refused
from tests.service import Company, Service


@pytest.fixture(scope="module")
def full_lists(shared_where: Installation, service: Service) -> tuple[Company, int]:
    """FIN01 has 25 entries and 25 claims, and there are 25 tags."""
    company = Company(shared_where, service)
    company.department("FIN", *(f"FIN{number:02}" for number in range(1, 4)))
    company.budget("FIN00", 1000)
    employee, manager = company.sign_in("FIN01"), company.sign_in("FIN00")
    for number in range(25):
        company.tag(f"tag-{number:02}", {"type": "fixed", "points": 1})
        body = {"tag": f"tag-{number:02}"}
        manager.done("POST", "/grants", {**body, "employee": "FIN01", "reason": "多谢"})
        position = employee.done("POST", "/claims", {**body, "description": "做了一件事"})["position"]
    return company, position


LISTS = {
    "/accounts/FIN01/entries": (25, "position"),
    "/claims": (25, "id"),
    "/tags": (25, "code"),
    "/employees": (6, "employee_no"),
    "/notifications": (25, "position"),
    "/audit/events": (None, "position"),
}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [7, 25, 1000])
def test_pages_follow_each_other_without_gap_or_repetition(
    full_lists: tuple[Company, int], path: str, limit: int
) -> None:
    company, position = full_lists
    person = company.hr if path in {"/claims", "/audit/events", "/tags", "/employees"} else company.sign_in("FIN01")
    count, key = LISTS[path]
    found: list[Any] = []
    cursor = ""
    while True:
        page = read(person, f"{path}?limit={limit}{cursor}", position)
        assert len(page["items"]) <= limit
        found += [item[key] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        assert len(page["items"]) == limit
        cursor = f"&cursor={page['next_cursor']}"
    assert len(found) == len(set(found)) == (count or position)
    if key == "position":
        assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("path", LISTS)
def test_what_is_no_limit_or_cursor_of_a_list_is_refused(full_lists: tuple[Company, int], path: str) -> None:
    company, _ = full_lists
    for wrong in ("limit=0", "limit=1001", "limit=ten", "limit=-1"):
        refused(company.hr.get(f"{path}?{wrong}"), 422, "invalid-fields", "/limit")
    refused(company.hr.get(f"{path}?cursor=%00"), 422, "cursor", "/cursor")


def test_an_answer_says_how_far_it_is_and_waits_for_ones_own_writes(full_lists: tuple[Company, int]) -> None:
    company, _ = full_lists
    manager = company.sign_in("FIN00")
    for expected in range(1, 11):
        done = manager.done("POST", "/grants", {"employee": "FIN02", "tag": "tag-00", "reason": "多谢"})
        answered = company.hr.get(f"/accounts/FIN02?at_least={done['position']}")
        assert (answered.status_code, answered.json()["balance"]) == (200, expected)
        assert int(answered.headers["Ledger-Position"]) >= done["position"] == answered.json()["position"]


def test_a_position_that_nobody_recorded_is_refused_at_once(full_lists: tuple[Company, int]) -> None:
    company, position = full_lists
    refused(company.hr.get(f"/tags?at_least={position + 1000}"), 422, "unknown-position", "/at_least")
    stream = company.hr.get("/stream", Last_Event_ID=str(position + 1000))
    refused(stream, 422, "unknown-position", "/Last-Event-ID")
    for wrong in (-1, 2**63, "x"):
        refused(company.hr.get(f"/tags?at_least={wrong}"), 422, "invalid-fields", "/at_least")


@pytest.fixture
def standing_still(shared_where: Installation, service: Service) -> Any:
    """A company whose tags are projected no further."""
    with turning(shared_where) as company, psycopg.connect(shared_where.databases.owner, autocommit=True) as owner:
        failure = ("tags", company.id, 1, "stopped by a test")
        owner.execute(
            "INSERT INTO projector.failures (projection, organisation, position, error) VALUES (%s, %s, %s, %s)",
            failure,
        )
        yield company
        owner.execute("DELETE FROM projector.failures WHERE organisation = %s", (company.id,))


def test_waiting_for_a_projection_that_stands_still_costs_next_to_nothing(
    standing_still: TimedCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    real = queries.reached

    async def counted(*arguments: Any) -> tuple[int, int]:
        nonlocal asked
        asked += 1
        return await real(*arguments)

    monkeypatch.setattr(reading, "reached", counted)
    done = standing_still.tag("谢谢", {"type": "fixed", "points": 1})
    read(standing_still.hr, "/departments", done["position"])  # the others go on
    asked = 0
    started = time.monotonic()
    answered = standing_still.hr.get(f"/tags?at_least={done['position']}")
    refused(answered, 503, "behind")
    assert (answered.headers["Retry-After"], time.monotonic() - started >= 1.9) == ("1", True)
    assert asked < 100


def test_who_looks_after_the_ledger_sees_how_far_it_is_and_when_it_was_verified(
    full_lists: tuple[Company, int],
) -> None:
    company, position = full_lists
    read(company.hr, "/audit/events?limit=1", position)
    company.hr.get("/audit/verification")
    head = company.budget("FIN00", 1001)["position"]
    read(company.hr, "/trial-balance", head)
    found = read(company.admin, "/projections")
    assert {one["name"] for one in found["items"]} == {one.name for one in all_projections()}
    balances = next(one for one in found["items"] if one["name"] == "balances")
    assert (balances["position"], balances["head"], balances["lag"]) == (head, head, 0)
    assert (balances["state"], balances["reason"], balances["error"]) == ("running", None, None)
    last = found["verification"]
    assert (last["sound"], last["wrong_at"]) == (True, None)
    assert position <= last["verified"] == last["head"] < head
