"""An import is no way round: whoever has it checked, written or undone does not change their own line of approval."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, settled, table
from tests.journeys.seeing import read
from tests.service import Company, Service


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    company.department("HRD", "HR02", "FRIEND")
    company.department("TEC", "TEC01")
    company.role("HR02", "hr")
    with clerk(where, company.id):
        yield company


def test_rows_that_change_the_importers_own_line_are_bad(firm: Company) -> None:
    mine = firm.sign_in("HR02")
    chart = table("code,name,parent,head", "HRD,人事,,FRIEND", "TEC,技术,,TEC01")
    one = checked(mine, "departments", chart)
    assert bad_rows(mine, one["id"]) == [(2, None, "own-line")]
    people = table("employee_no,left_on,manager", "HRD00,2020-01-01,", "TEC01,,FRIEND", "HR02,,FRIEND")
    two = checked(mine, "employees", people)
    assert bad_rows(mine, two["id"]) == [(2, None, "own-line"), (4, None, "upon-oneself")]


def test_a_line_that_became_the_own_one_since_the_check_is_refused_when_it_is_written_or_undone(firm: Company) -> None:
    mine, other = firm.sign_in("HR02"), firm.hr
    one = checked(mine, "departments", table("code,name,head", "TEC,技术部,FRIEND"))
    other.done("PATCH", "/employees/HR02", {"department": "TEC"})
    mine.done("POST", f"/imports/{one['id']}/confirmation", {"without_bad_rows": True})
    assert bad_rows(mine, settled(mine, one["id"])["id"], "refused") == [(2, None, "own-line")]

    two = imported(other, "departments", table("code,name,head", "TEC,技术中心,FRIEND"))
    mine.done("POST", f"/imports/{two['id']}/undo")
    assert bad_rows(mine, settled(mine, two["id"])["id"], "kept") == [(2, None, "own-line")]
    head = mine.done("GET", "/audit/verification")["head"]
    shown = {item["code"]: item["head"] for item in read(mine, "/departments", head)["items"]}
    assert shown["TEC"] == "FRIEND"
