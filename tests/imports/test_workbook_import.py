"""S58: a workbook as people make them becomes the people that its maker sees, after what it asks is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.imports.clerk import clerk
from tests.imports.corpus.workbooks import content
from tests.imports.files import bad_rows, checked, settled
from tests.journeys.seeing import refused
from tests.service import Company, Service


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        company.hr.done("POST", "/departments", {"code": "FIN", "name": "财务部"})
        yield company


@pytest.mark.parametrize(
    "name", ["nearly everything, counted from 1904", "an old workbook of LibreOffice", "OpenDocument of LibreOffice"]
)
def test_a_workbook_becomes_the_people_that_its_maker_sees(firm: Company, name: str) -> None:
    found = checked(firm.hr, "employees", content(name))
    assert set(found["reading"]["open"]) == {"sheet", "hidden_rows"}
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation"), 409, "reading-unanswered")
    firm.hr.done("POST", f"/imports/{found['id']}/reading", {"sheet": "名单", "hidden_rows": False})
    found = settled(firm.hr, found["id"])
    assert (found["state"], found["rows"], bad_rows(firm.hr, found["id"])) == ("checked", 3, [])
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation", {})
    settled(firm.hr, found["id"])
    one = firm.hr.done("GET", "/employees/00007")
    assert (one["name"], one["department"], one["hired_on"]) == ("黄如样", "FIN", "2022-04-08")
    assert firm.hr.get("/employees/12345").status_code == 404, "the row that is hidden"


def test_an_error_and_a_formula_without_a_result_are_problems_of_their_rows(firm: Company) -> None:
    found = checked(firm.hr, "opening-balances", content("formulas that are worked out when the file is opened"))
    assert {(row, rule) for row, column, rule in bad_rows(firm.hr, found["id"]) if column == "points"} == {
        (2, "formula"), (3, "formula"), (4, "formula"),
    }  # fmt: skip
    found = checked(firm.hr, "opening-balances", content("results of formulas"))
    named = [(row, rule) for row, column, rule in bad_rows(firm.hr, found["id"]) if column == "points"]
    assert named == [(3, "not-a-number"), (4, "error-value")]
