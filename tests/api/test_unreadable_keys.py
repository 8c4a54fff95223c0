"""One person's damaged key hides what is written about that person, and nothing else; a destroyed one erases it."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.domain.values import UNREADABLE
from tests.journeys.seeing import read, refused
from tests.service import Company, Person, Service

LISTS = (
    "/employees?limit=1000",
    "/employees?search=员工",
    "/employees/FIN01",
    "/employees/FIN01/look",
    "/search?q=员工",
    "/audit/events?limit=1000",
    "/accounts/FIN01/entries",
    "/claims",
    "/leaderboards?scope=organisation&period={month}",
    "/reports/grants?from={month}&to={month}",
)


@pytest.fixture
def damaged(company: Company, shared_where: Installation) -> Company:
    """FIN01 was thanked and claimed something; then the key became unreadable."""
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 100)
    for number in ("FIN01", "FIN02"):
        company.sign_in("FIN00").done("POST", "/grants", {"employee": number, "tag": "谢谢", "reason": "多谢"})
        company.sign_in(number).done("POST", "/claims", {"tag": "谢谢", "description": "做了一件事"})
    with psycopg.connect(shared_where.databases.keys) as connection:
        whose = (company.id, "FIN01")
        connection.execute("DELETE FROM person_keys WHERE organisation = %s AND person = %s", whose)
        connection.execute("INSERT INTO person_keys VALUES (%s, %s, %s)", (*whose, bytes(60)))
    return company


def test_every_list_shows_the_others_and_says_whose_name_is_unreadable(damaged: Company, second: Service) -> None:
    last = damaged.hr.done("POST", "/departments", {"code": "LAST", "name": "LAST"})["position"]
    with httpx.Client(base_url=second.url, timeout=30) as client:  # which has no key in memory
        hr = Person(client, "HR01", damaged.hr.token)
        for path in LISTS:
            read(hr, path.replace("{month}", damaged.month), last)
        names = {one["employee_no"]: one["name"] for one in read(hr, "/employees?limit=1000", last)["items"]}
        assert (names["FIN01"], names["FIN02"]) == (UNREADABLE, "员工FIN02")
        me = Person(client, "FIN01", damaged.sign_in("FIN01").token).get("/me")
        assert (me.status_code, me.json()["name"]) == (200, UNREADABLE)
        grant = {"employee": "FIN01", "tag": "谢谢", "reason": "再谢"}
        manager = Person(client, "FIN00", damaged.sign_in("FIN00").token)
        refused(manager.post("/grants", grant), 409, "key-unreadable")
        answered = manager.done(
            "POST", "/grants/batch", {"mode": "each", "items": [grant, {**grant, "employee": "FIN02"}]}
        )
        assert [one["status"] for one in answered["results"]] == [409, 201]


def test_an_erasure_takes_pay_and_where_somebody_is_booked_along(
    company: Company, shared_where: Installation, second: Service
) -> None:
    company.department("FIN")
    private = {"pay_standard": "12345", "legal_entity": "甲公司", "cost_centre": "C-甲"}
    for number in ("FIN01", "FIN02"):
        company.employee(number, "FIN", **private)
    last = company.hr.done("PATCH", "/employees/FIN01", {"pay_standard": "23456"})["position"]
    with psycopg.connect(shared_where.databases.keys) as connection:
        connection.execute("DELETE FROM person_keys WHERE organisation = %s AND person = 'FIN01'", (company.id,))
    with httpx.Client(base_url=second.url, timeout=30) as client:
        hr = Person(client, "HR01", company.hr.token)
        rows = {one["employee_no"]: one for one in read(hr, "/employees?limit=1000", last)["items"]}
        assert {rows["FIN01"][name] for name in ("name", *private)} == {None}
        assert {name: rows["FIN02"][name] for name in private} == {**private, "pay_standard": "12345.00"}
        spans = read(hr, "/employees/FIN01/history", last)["items"]
        assert {span[name] for span in spans for name in private} == {None}
