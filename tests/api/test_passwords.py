"""A password that hr sets for somebody: they are told, it serves for choosing another, and no fault in between leaves
the old one in force. What a password may be, by every way in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from ledger.application.sessions import NotSignedIn, Origin
from ledger.bootstrap import Installation, found_organisation
from ledger.domain.errors import Invalid
from ledger.infrastructure.sessions import Sessions
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


PREPARED = "Zoë kocht\u00e9 Ｔee"
TYPED = [PREPARED, "Zoe\u0308 kocht\u00e9 Ｔee", "Zoë\u3000kochte\u0301\u00a0Ｔee"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_password_is_the_same_from_every_keyboard(company: Company, typed: str) -> None:
    """Blanks and composition differ between them; case and width are part of the password."""
    company.department("FIN", password=PREPARED)
    assert entered(company, typed).status_code == 201
    for other in (PREPARED.lower(), PREPARED.replace("Ｔ", "T")):
        refused(entered(company, other), 401, "wrong-login")


@pytest.mark.parametrize("set_as", TYPED)
def test_a_password_may_be_set_on_any_keyboard(company: Company, set_as: str) -> None:
    company.department("FIN", password=set_as)
    assert [entered(company, typed).status_code for typed in TYPED] == [201] * 3


def test_a_password_counts_as_it_is_prepared_and_names_what_it_cant_hold(company: Company) -> None:
    company.department("FIN")
    short = company.hr.patch("/employees/FIN00", {"password": "e\u0301" * 7})
    refused(short, 422, "invalid-fields", "/password")
    company.hr.done("PATCH", "/employees/FIN00", {"password": "e\u0301ucWqzjvk" * 12 + "a\u0301" * 8})
    for password, character in [
        ("blue ke\u200bttle", "U+200B"),
        ("blue ke\ue000ttle", "U+E000"),
        ("blue\tkettle", "U+0009"),
    ]:
        answered = company.hr.patch("/employees/FIN00", {"password": password})
        refused(answered, 422, "password-characters", "/password")
        assert answered.json()["values"] == {"character": character} and character in answered.json()["detail"]


def test_who_has_an_older_password_that_was_kept_as_typed_signs_in_with_it(
    where: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the cost of a second hash only where what is typed differs from what it is prepared to."""
    typed, origin = "Zoe\u0308\u3000\U0001f469\u200d\U0001f4bb kettle", Origin("127.0.0.1")
    kept = """INSERT INTO access.passwords (organisation, employee_no, hash, changed_at)
              VALUES ('old', 'FIN00', %s, now())"""
    with opened(where) as own:
        sessions = own.ready.sessions
        assert isinstance(sessions, Sessions)
        looked_at: list[str] = []
        verify = sessions.hashing._verify

        def counted(hashed: str | None, password: str) -> bool:
            looked_at.append(password)
            return verify(hashed, password)

        async def keep() -> None:
            async with sessions._pool.connection() as connection:
                await connection.execute(kept, (sessions.hashing.hasher.hash(typed),))

        monkeypatch.setattr(sessions.hashing, "_verify", counted)
        own.run(keep())
        assert own.run(sessions.check_password("old", "fin00", typed, origin)).employee_no == "FIN00"
        for guess, hashes in [("wrong guess", 1), ("wrong e\u0301", 2)]:
            looked_at.clear()
            with pytest.raises(NotSignedIn):
                own.run(sessions.check_password("old", "FIN00", guess, origin))
            assert len(looked_at) == hashes
