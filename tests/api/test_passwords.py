"""A password that hr sets for somebody: they are told, it serves for choosing another, and no fault in between leaves
the old one in force. What a password may be, by every way in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from ledger.bootstrap import Installation, found_organisation
from ledger.domain.errors import Invalid
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import read, refused
from tests.opened import opened
from tests.service import PASSWORD, Company, Service

NEW, NEWER = "another long password", "yet another long one"


def entered(company: Company, password: str) -> httpx.Response:
    """FIN00 tries to sign in."""
    return company.client.post(
        "/v1/sessions", json={"organisation": company.id, "login": "FIN00", "password": password}
    )


def test_whoever_has_their_password_set_is_told_by_whom_and_the_journal_holds_no_password(company: Company) -> None:
    company.department("FIN", password=PASSWORD)
    done = company.hr.done("PATCH", "/employees/FIN00", {"password": NEW})
    manager = company.hold("FIN00", entered(company, NEW).json()["access_token"])
    about = read(company.hr, "/audit/events?subject=employee:FIN00", done["position"])["items"][0]
    assert (about["type"], about["actor"]) == ("directory.password-set.1", "HR01")
    assert set(about["data"]) == {"employee_no", "password_id"}
    own = manager.done("PUT", "/me/password", {"current": NEW, "password": NEWER})
    last = read(company.hr, "/audit/events")["items"][0]
    assert (last["type"], last["actor"]) == ("directory.password-set.1", "FIN00")
    manager = company.hold("FIN00", own["access_token"])
    news = read(manager, "/notifications", last["position"])["items"]
    told = [(one["kind"], one["data"], one["position"]) for one in news[:2]]
    assert told == [
        ("password-set", {"by": "FIN00"}, last["position"]),
        ("password-set", {"by": "HR01"}, done["position"]),
    ]


def given_at_registration(company: Company) -> None:
    company.department("FIN", password=NEW)


def set_by_hr(company: Company) -> None:
    company.department("FIN")
    company.hr.done("PATCH", "/employees/FIN00", {"password": NEW})


def set_by_an_admin(company: Company) -> None:
    company.department("FIN", password=PASSWORD)
    company.role("FIN00", "hr")
    company.admin.done("PATCH", "/employees/FIN00", {"password": NEW})


SETTING = [given_at_registration, set_by_hr, set_by_an_admin]


@pytest.mark.parametrize("setting", SETTING)
def test_a_password_that_another_set_serves_for_choosing_ones_own_and_nothing_else(
    company: Company, setting: Callable[[Company], None]
) -> None:
    setting(company)
    company.employee("FIN01", "FIN")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 10)
    answered = entered(company, NEW).json()
    assert answered["change_password"] is True
    manager = company.hold("FIN00", answered["access_token"])
    assert manager.done("GET", "/me")["change_password"] is True
    grant = ("POST", "/grants", {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"})
    for method, path, body in (
        grant,
        ("GET", "/notifications", None),
        ("GET", "/stream", None),
        ("GET", "/waiting", None),
    ):
        refused(manager.request(method, path, body), 403, "password-change-needed")
    refused(manager.put("/me/password", {"current": NEW, "password": NEW}), 422, "password-unchanged", "/password")
    refused(manager.post(*grant[1:]), 403, "password-change-needed")
    own = manager.done("PUT", "/me/password", {"current": NEW, "password": NEWER})
    assert own["change_password"] is False
    company.hold("FIN00", own["access_token"]).done(*grant)
    assert entered(company, NEWER).json()["change_password"] is False
    refused(entered(company, NEW), 401, "wrong-login")


def test_founders_choose_their_own_passwords(company: Company) -> None:
    for number in ("HR01", "ROOT"):
        asked = {"organisation": company.id, "login": number, "password": PASSWORD}
        assert company.client.post("/v1/sessions", json=asked).json()["change_password"] is True


def test_whoever_is_signed_in_reads_who_set_their_password(company: Company) -> None:
    company.department("FIN", password=PASSWORD)
    manager = company.sign_in("FIN00")
    company.hr.done("PATCH", "/employees/FIN00", {"password": NEW})
    answered = manager.get("/me")
    refused(answered, 401, "password-set-by-another")
    assert answered.json()["values"] == {"by": "HR01"}
    company.hold("FIN00", entered(company, NEW).json()["access_token"])
    company.sign_in("FIN00").done("PUT", "/me/password", {"current": NEW, "password": NEWER})
    refused(manager.get("/me"), 401, "not-signed-in")


BAD = [
    ("short", "invalid-fields"),
    ("x" * 129, "invalid-fields"),
    ("P@ssw0rd", "password-common"),
    ("woaini1314", "password-common"),
    ("FIN00-2026", "password-personal"),
    ("试验公司12345", "password-personal"),
]


def test_the_same_passwords_are_refused_by_every_way_in(company: Company) -> None:
    company.department("FIN")
    company.chosen("FIN00")
    manager = company.sign_in("FIN00")
    body = {"employee_no": "FIN01", "name": "新人", "department": "FIN"}
    for password, code in BAD:
        for answered in (
            company.hr.post("/employees", {**body, "password": password.replace("FIN00", "FIN01")}),
            company.hr.patch("/employees/FIN00", {"password": password}),
            manager.put("/me/password", {"current": PASSWORD, "password": password}),
        ):
            refused(answered, 422, code)
            assert {one["pointer"] for one in answered.json()["errors"]} == {"/password"}
    assert entered(company, PASSWORD).status_code == 201


@pytest.mark.parametrize("password", ["short", "x" * 129, "admin888", "ROOT2026", "t-founding"])
def test_founding_asks_for_a_good_password_too(shared_where: Installation, password: str) -> None:
    founders = {"ROOT": "admin", "HR01": "hr"}
    with opened(shared_where) as own, pytest.raises(Invalid, match="password"):
        own.run(found_organisation(own.ready, "t-founding", "公司", founders, "Asia/Shanghai", "CNY", "zh", password))


def test_somebodys_first_password_ends_nothing_and_tells_nobody(company: Company) -> None:
    company.department("FIN", password=PASSWORD)
    head = read(company.hr, "/audit/verification")["head"]
    types = {one["type"] for one in read(company.hr, "/audit/events?limit=1000", head)["items"]}
    assert "directory.password-set.1" not in types


@pytest.fixture
def dying(shared_where: Installation, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[TimedCompany]:
    """HR01 set NEW for FIN00, and the process died when it was on record and not yet set."""
    with turning(shared_where) as company:
        company.department("FIN", password=PASSWORD)
        with monkeypatch.context() as patched:

            async def die(*_: Any, **__: Any) -> None:
                raise RuntimeError("the process died here")

            patched.setattr(company.inside.ready.sessions, "set_password", die)
            answered = company.hr.patch("/employees/FIN00", {"password": NEW}, Idempotency_Key="reset-1")
            refused(answered, 500, "internal")
        yield company


def test_a_reset_that_was_cut_off_leaves_no_password_in_force_and_is_done_when_sent_again(dying: TimedCompany) -> None:
    for password in (PASSWORD, NEW):
        refused(entered(dying, password), 401, "wrong-login")
    dying.hr.done("PATCH", "/employees/FIN00", {"password": NEW}, Idempotency_Key="reset-1")
    assert entered(dying, NEW).status_code == 201
    refused(entered(dying, PASSWORD), 401, "wrong-login")


def test_a_reset_that_is_sent_again_after_a_later_one_brings_no_old_password_back(dying: TimedCompany) -> None:
    dying.hr.done("PATCH", "/employees/FIN00", {"password": NEWER})
    dying.hr.done("PATCH", "/employees/FIN00", {"password": NEW}, Idempotency_Key="reset-1")
    assert entered(dying, NEWER).status_code == 201
    refused(entered(dying, NEW), 401, "wrong-login")
