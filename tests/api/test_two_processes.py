"""Two processes serve one organisation: what one has recorded, the other knows."""

from __future__ import annotations

import httpx
import pytest

from tests.journeys.seeing import read, refused
from tests.service import Company, Service


@pytest.fixture
def here_and_there(company: Company, second: Service) -> tuple[Company, Company]:
    """The same company, asked through the first process and through the second, which both know it already."""
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    there = object.__new__(Company)
    there.id, there.zone, there._people = company.id, company.zone, {}
    there.client = httpx.Client(base_url=second.url, timeout=30)
    there.hr.done("PUT", f"/budgets/FIN01/{company.month}", {"points": 100})
    return company, there


def test_somebody_registered_here_is_renamed_there(here_and_there: tuple[Company, Company]) -> None:
    here, there = here_and_there
    here.employee("FIN04", "FIN")
    renamed = there.hr.done("PATCH", "/employees/FIN04", {"name": "新名字"})
    assert renamed["name"] == "新名字"


def test_somebody_registered_here_commands_there(here_and_there: tuple[Company, Company]) -> None:
    here, there = here_and_there
    here.employee("FIN05", "FIN")
    newcomer = there.sign_in("FIN05")
    assert newcomer.done("POST", "/claims", {"tag": "谢谢", "description": "第一天"})["state"] == "submitted"


def test_a_new_manager_here_grants_there(here_and_there: tuple[Company, Company]) -> None:
    here, there = here_and_there
    promoted = there.sign_in("FIN01")
    grant = {"employee": "FIN02", "tag": "谢谢", "reason": "多谢"}
    refused(promoted.post("/grants", grant), 403, "role")
    here.hr.done("PATCH", "/employees/FIN02", {"manager": "FIN01"})
    assert promoted.done("POST", "/grants", grant)["points"] == 5


def test_somebody_who_has_left_here_does_nothing_there(here_and_there: tuple[Company, Company]) -> None:
    here, there = here_and_there
    leaver = there.sign_in("FIN02")
    left = here.hr.done("PATCH", "/employees/FIN02", {"left_on": "2020-01-01"})
    assert leaver.post("/claims", {"tag": "谢谢", "description": "走之后"}).status_code in {401, 403}
    refused(leaver.get("/me"), 401, "not-signed-in")
    assert read(here.hr, "/claims", left["position"])["items"] == []
