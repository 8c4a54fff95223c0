"""Two processes serve one organisation: what one has recorded, the other knows."""

from __future__ import annotations

import httpx
import pytest

from tests.journeys.seeing import read, refused
from tests.service import PASSWORD, Company, Service


@pytest.fixture
def here_and_there(company: Company, second: Service) -> tuple[Company, Company]:
    """The same company, asked through the first process and through the second, which both know it already."""
    company.department("FIN", "FIN01", "FIN02", password=PASSWORD)
    company.tag("谢谢", {"type": "fixed", "points": 5})
    there = object.__new__(Company)
    there.id, there.zone, there._people, there._sessions = company.id, company.zone, {}, company._sessions
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
    refused(entered(there, "FIN02", PASSWORD), 401, "no-longer-employed")
    refused(entered(there, "FIN02", "a wrong password"), 401, "wrong-login")


NEW = "another long password"


def entered(company: Company, number: str, password: str) -> httpx.Response:
    """An attempt to sign in."""
    asked = {"organisation": company.id, "login": number, "password": password}
    return company.client.post("/v1/sessions", json=asked)


@pytest.mark.parametrize("tried", ["query", "command"])
def test_a_password_that_is_reset_here_ends_every_token_there_at_once(
    here_and_there: tuple[Company, Company], tried: str
) -> None:
    here, there = here_and_there
    stolen = there.sign_in("FIN01")
    claim = {"tag": "谢谢", "description": "冒名"}
    assert stolen.post("/claims", claim).status_code == 201
    here.hr.done("PATCH", "/employees/FIN01", {"password": NEW})
    answered = stolen.get("/me") if tried == "query" else stolen.post("/claims", claim)
    refused(answered, 401, "password-set-by-another")
    refused(entered(there, "FIN01", PASSWORD), 401, "wrong-login")
    assert entered(there, "FIN01", NEW).status_code == 201


def test_who_changes_their_own_password_goes_on_with_a_new_token_and_all_others_end(
    here_and_there: tuple[Company, Company],
) -> None:
    here, there = here_and_there
    mine, other = here.sign_in("FIN01"), there.sign_in("FIN01")
    changed = mine.done("PUT", "/me/password", {"current": PASSWORD, "password": NEW})
    for token in (mine, other):
        refused(token.get("/me"), 401, "not-signed-in")
        refused(token.post("/claims", {"tag": "谢谢", "description": "旧令牌"}), 401, "not-signed-in")
    there.hold("FIN01", changed["access_token"])
    assert there.sign_in("FIN01").done("POST", "/claims", {"tag": "谢谢", "description": "新令牌"})["points"] == 5


def test_the_same_password_again_ends_nothing(company: Company) -> None:
    hr = company.hr
    hr.done("PUT", "/me/password", {"current": PASSWORD, "password": PASSWORD})
    assert hr.get("/me").status_code == 200
