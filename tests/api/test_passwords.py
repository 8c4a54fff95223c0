"""A password that hr sets for somebody: they are told, and no fault in between leaves the old one in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import read, refused
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
    token = entered(company, NEW).json()["access_token"]
    manager = company.hold("FIN00", token)
    news = read(manager, "/notifications", done["position"])["items"][0]
    assert (news["kind"], news["data"], news["position"]) == ("password-set", {"by": "HR01"}, done["position"])
    about = read(company.hr, "/audit/events?subject=employee:FIN00", done["position"])["items"][0]
    assert (about["type"], about["actor"]) == ("directory.password-set.1", "HR01")
    assert set(about["data"]) == {"employee_no", "password_id"}
    own = manager.done("PUT", "/me/password", {"current": NEW, "password": NEWER})
    last = read(company.hr, "/audit/events")["items"][0]
    assert (last["type"], last["actor"]) == ("directory.password-set.1", "FIN00")
    manager = company.hold("FIN00", own["access_token"])
    news = read(manager, "/notifications", last["position"])["items"][0]
    assert news["data"] == {"by": "FIN00"}


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
