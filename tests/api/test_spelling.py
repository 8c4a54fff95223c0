"""Numbers and codes are one in any case and width, and stay as they were given; names are as they are seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import PASSWORD, Company, Service

FIXED = {"type": "fixed", "points": 5}
REWARD = {"name": "半天假", "kind": "leave", "days": "0.5", "cost": 20, "approval": "none"}


@pytest.fixture(scope="module")
def spelt(shared_where: Installation, service: Service) -> Company:
    company = Company(shared_where, service)
    company.department("FIN", "FIN01")
    company.chosen("FIN00", "FIN01")
    company.tag("Thanks", FIXED)
    company.hr.done("POST", "/rewards", {"code": "Half-Day", **REWARD})
    return company


def entered(company: Company, login: str, password: str = PASSWORD) -> httpx.Response:
    asked = {"organisation": company.id, "login": login, "password": password}
    return company.client.post("/v1/sessions", json=asked)


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/employees", {"employee_no": "fin01", "name": "另一位", "department": "FIN"}, "employee-exists"),
        ("/employees", {"employee_no": "ＦｉＮ０１", "name": "另一位", "department": "FIN"}, "employee-exists"),
        ("/employees", {"employee_no": "SYSTEM", "name": "另一位", "department": "FIN"}, "reserved"),
        ("/departments", {"code": "fin", "name": "财务"}, "department-exists"),
        ("/departments", {"code": "ＦＩＮ", "name": "财务"}, "department-exists"),
        ("/tags", {"code": "THANKS", "name": "感谢", "rule": FIXED}, "tag-exists"),
        ("/rewards", {"code": "half-day", **REWARD}, "reward-exists"),
    ],
)
def test_what_differs_in_case_or_width_only_is_taken(
    spelt: Company, path: str, body: dict[str, Any], code: str
) -> None:
    refused(spelt.hr.post(path, body), 422 if code == "reserved" else 409, code)


def test_a_code_that_a_proposal_lost_is_free_however_it_is_spelt(spelt: Company) -> None:
    body = {"code": "Idea", "name": "点子", "departments": ["FIN"], "rule": FIXED}
    spelt.sign_in("FIN00").done("POST", "/tags", body)
    refused(spelt.hr.post("/tags", {**body, "code": "IDEA"}), 409, "tag-exists")
    spelt.hr.done("POST", "/tags/Idea/rejection", {"reason": "已有类似的标签"})
    assert spelt.hr.done("POST", "/tags", {**body, "code": "IDEA"})["code"] == "IDEA"


def test_of_many_at_once_that_are_alike_one_is_taken(spelt: Company) -> None:
    bodies = [{"code": code, "name": "竞速", "rule": FIXED} for code in ("race", "Race", "RACE", "ｒａｃｅ", "rAcE")]
    with ThreadPoolExecutor(len(bodies)) as at_once:
        answered = list(at_once.map(lambda body: spelt.hr.post("/tags", body).status_code, bodies))
    assert sorted(answered) == [201, 409, 409, 409, 409]


@pytest.mark.parametrize("login", ["FIN01", "fin01", "ＦＩＮ０１", " Fin01 "])
def test_somebody_signs_in_with_their_number_in_any_case_and_width(spelt: Company, login: str) -> None:
    answered = entered(spelt, login)
    assert answered.status_code == 201, answered.text
    assert read(spelt.hold("FIN01", answered.json()["access_token"]), "/me")["employee_no"] == "FIN01"


def test_wrong_guesses_count_for_whom_they_are_meant_however_the_number_is_spelt(spelt: Company) -> None:
    for login in ("fin00", "ＦＩＮ００"):
        refused(entered(spelt, login, "wrong guess"), 401, "wrong-login")
    tried = read(spelt.hr, "/sign-ins?employee=FIN00")["items"]
    assert [one["employee_no"] for one in tried] == ["FIN00"] and tried[0]["times"] == 2


def test_a_path_names_things_as_a_body_does(spelt: Company) -> None:
    spelt.hr.done("POST", "/departments", {"code": "Cafe\u0301", "name": "咖啡"})
    for code in ("Café", "Cafe\u0301"):
        done = spelt.hr.done("PATCH", f"/departments/{quote(code)}", {"name": f"咖啡{len(code)}"})
        assert read(spelt.hr, f"/departments/{quote(code)}/history", done["position"])["code"] == "Café"
    assert read(spelt.hr, f"/employees/{quote('ＦＩＮ０１')}")["employee_no"] == "FIN01"
    spelt.hr.done("PUT", f"/budgets/{quote('ＦＩＮ００')}/{spelt.month}", {"points": 40})
    done = spelt.hr.done("PATCH", f"/employees/{quote('ＦＩＮ０１')}", {"job": "会计"})
    assert read(spelt.hr, f"/accounts/{quote('ＦＩＮ０１')}", done["position"])["balance"] == 0


@pytest.mark.parametrize(
    ("body", "pointer", "rule", "character"),
    [
        ({"name": "王\u200b芳"}, "/name", "unseen-character", "U+200B"),
        ({"name": "王\n芳"}, "/name", "line-break", "U+000A"),
        ({"job": "\u202e计会"}, "/job", "unseen-character", "U+202E"),
        ({"cost_centre": "\u3164"}, "/cost_centre", "unseen-character", "U+3164"),
    ],
)
def test_what_nobody_sees_is_refused_with_its_field_and_its_name(
    spelt: Company, body: dict[str, str], pointer: str, rule: str, character: str
) -> None:
    answered = spelt.hr.patch("/employees/FIN01", body)
    assert answered.status_code == 422, answered.text
    [error] = answered.json()["errors"]
    assert (error["pointer"], error["rule"], error["values"]) == (pointer, rule, {"character": character})
    assert character in error["detail"]


def test_names_are_kept_as_they_are_seen(spelt: Company) -> None:
    for given, kept in [("\u3000 王芳\u00a0", "王芳"), ("Rene\u0301", "René"), ("\U00031350\ue000",) * 2]:
        done = spelt.hr.done("PATCH", "/employees/FIN01", {"name": given})
        assert done["name"] == kept
        assert read(spelt.hr, "/employees/FIN01", done["position"])["name"] == kept


def test_an_auditor_asks_for_events_by_number_or_by_name(spelt: Company) -> None:
    for number, name in (("AB-7", "欧阳·娜娜"), ("AB-8", "同名者"), ("AB-9", "同名者")):
        done = spelt.hr.done("POST", "/employees", {"employee_no": number, "name": name, "department": "FIN"})
    named = [
        read(spelt.hr, f"/audit/events?subject={quote(subject)}", done["position"])["items"]
        for subject in ("employee:AB-7", "employee:ab-7", "ａｂ－７", "欧阳娜娜", "employee:欧阳 娜娜")
    ]
    assert named[0] and all(one == named[0] for one in named)
    by = [read(spelt.hr, f"/audit/events?actor={actor}")["items"] for actor in ("HR01", "hr01")]
    assert by[0] and by[0] == by[1]
    answered = spelt.hr.get(f"/audit/events?actor={quote('同名者')}")
    refused(answered, 422, "several-called-so", "/actor")
    assert answered.json()["values"] == {"numbers": "AB-8, AB-9"}
    assert read(spelt.hr, f"/audit/events?actor={quote('没有这个人')}")["items"] == []
