"""The page's session: a cookie that no script reads, that other sites can't use, and that ends when it should."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.api.world import World
from tests.installation import SECRETS
from tests.journeys.seeing import refused
from tests.service import PASSWORD, Company, Service

HOUR = 3600


class Browser:
    """A browser with our page open: it keeps cookies and says where a request comes from."""

    def __init__(self, service: Service, organisation: str, login: str, password: str = PASSWORD) -> None:
        self.client = httpx.Client(base_url=service.url, timeout=30, verify=False)
        asked = {"organisation": organisation, "login": login, "password": password, "cookie": True}
        self.entered = self.send("POST", "/sessions", asked)
        assert self.entered.status_code == 201, self.entered.text
        self.csrf_token: str = self.entered.json()["csrf_token"]

    @property
    def cookie(self) -> str:
        return self.client.cookies["ledger-session"]

    def send(self, method: str, path: str, body: Any = None, **headers: str | None) -> httpx.Response:
        said = {"Sec-Fetch-Site": "same-origin", "Origin": str(self.client.base_url).rstrip("/")}
        sent = {**said, **{name.replace("_", "-"): value for name, value in headers.items()}}
        content = {} if body is None else {"json": body}
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.client.request(method, f"/v1{path}", headers=kept, **content)

    def post(self, path: str, body: Any = None) -> httpx.Response:
        return self.send("POST", path, body, X_CSRF_Token=self.csrf_token)


@pytest.fixture(scope="module")
def browser(world: World, service: Service) -> Browser:
    return Browser(service, world.company.id, "FIN00")


def cookie(organisation: str, login: str, began: float, ends: float, key: str = "page-sessions") -> dict[str, str]:
    """One that the service could have signed at another time; or, with another key, could not."""
    claims = {"org": organisation, "sub": login, "pwd": "", "sid": "a", "iat": int(began), "exp": int(ends)}
    return {"ledger-session": jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRETS.derive(key)))}


def test_signing_in_by_cookie_answers_no_token_and_a_cookie_that_no_script_and_no_other_site_has(
    browser: Browser,
) -> None:
    session, device = browser.entered.headers.get_list("set-cookie")
    parts = [{part.strip().lower() for part in one.split(";")[1:]} for one in (session, device)]
    hidden = {"httponly", "samesite=strict"}
    assert parts == [
        {*hidden, "path=/", f"max-age={HOUR}"},
        {*hidden, "path=/v1/sessions", f"max-age={400 * 24 * HOUR}"},
    ]
    assert set(browser.entered.json()) == {"csrf_token", "expires_in", "change_password"}
    assert browser.cookie not in browser.entered.text
    assert browser.entered.headers["cache-control"] == "no-store"


def test_over_https_the_cookie_is_secure_and_bound_to_its_host(world: World, service: Service) -> None:
    behind_tls = Service({**service.environment, "FORWARDED_ALLOW_IPS": "*"}, command=("serve",))
    try:
        asked = {"organisation": world.company.id, "login": "FIN01", "password": PASSWORD, "cookie": True}
        https = {"X-Forwarded-Proto": "https"}
        entered = httpx.post(f"{behind_tls.start().url}/v1/sessions", json=asked, headers=https)
        kept, device = entered.headers.get_list("set-cookie")
        assert kept.startswith("__Host-ledger-session=") and "secure" in kept.lower().split("; ")
        assert device.startswith("__Secure-ledger-device=") and "secure" in device.lower().split("; ")
        sent = kept.split(";")[0]
        me = f"{behind_tls.url}/v1/me"
        assert httpx.get(me, headers={**https, "Cookie": sent}).json()["employee_no"] == "FIN01"
        planted = sent.removeprefix("__Host-")
        refused(httpx.get(me, headers={**https, "Cookie": planted}), 401, "not-signed-in")
    finally:
        behind_tls.stop()


def test_a_reload_of_the_page_has_the_csrf_token_again(browser: Browser) -> None:
    me = browser.send("GET", "/me").json()
    assert (me["employee_no"], me["csrf_token"]) == ("FIN00", browser.csrf_token)
    assert 0 < me["expires_in"] <= HOUR


def as_person(world: World, login: str) -> str:
    return f"{world.company.id}/{login}"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/grants", {"employee": "FIN01", "reason": "多谢"}),
        ("POST", "/trials/grants", {"employee": "FIN01"}),  # a question
        ("PUT", "/me/password", {"current": PASSWORD, "password": PASSWORD}),
        ("POST", "/sessions/renewal", None),
        ("POST", "/sessions/end", None),
        ("GET", "/me", None),
        ("GET", "/notifications", None),
    ],
)
def test_nobody_acts_or_asks_in_the_name_of_who_signed_in_since_in_another_window(
    world: World, service: Service, method: str, path: str, body: Any
) -> None:
    window = Browser(service, world.company.id, "FIN00")
    stale, mine = window.csrf_token, as_person(world, "FIN00")
    asked = {"organisation": world.company.id, "login": "FIN01", "password": PASSWORD, "cookie": True}
    fresh = window.send("POST", "/sessions", asked).json()["csrf_token"]
    before = world.head()
    for token in (stale, fresh):
        answered = window.send(method, path, body, X_CSRF_Token=token, Signed_In_As=mine)
        refused(answered, 409, "another-person")
        assert fresh not in answered.text
    assert world.head() == before
    me = window.send("GET", "/me", Signed_In_As=as_person(world, "FIN01")).json()
    assert (me["employee_no"], me["csrf_token"]) == ("FIN01", fresh)


def test_the_same_number_in_another_organisation_is_another_person(browser: Browser, world: World) -> None:
    refused(browser.send("GET", "/me", Signed_In_As="elsewhere/FIN00"), 409, "another-person")
    assert browser.send("GET", "/me", Signed_In_As=as_person(world, "FIN00")).status_code == 200


def test_a_stream_is_opened_for_whom_the_window_stands_for_only(
    browser: Browser, world: World, service: Service
) -> None:
    with stream(service, browser.cookie, f"?signed_in_as={as_person(world, 'FIN00')}") as opened:
        assert opened.status == 200
    with stream(service, browser.cookie, f"?signed_in_as={as_person(world, 'FIN01')}") as opened:
        assert opened.status == 409


def test_a_bearer_token_has_no_csrf_token_and_needs_none(world: World) -> None:
    assert world.as_("FIN00").get("/me").json()["csrf_token"] is None
    assert world.as_("FIN00").get("/me", Sec_Fetch_Site="cross-site").status_code == 200


def test_with_the_csrf_token_the_page_does_what_a_token_does(browser: Browser, world: World) -> None:
    body = {"employee": "FIN01", "tag": world.tag, "reason": "多谢"}
    done = browser.post("/grants", body)
    assert done.status_code == 201, done.text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/grants", {"employee": "FIN01", "reason": "多谢"}),  # by the short way
        ("POST", "/claims/nothing/approval", None),  # by the long one
        ("PUT", "/me/password", {"current": PASSWORD, "password": PASSWORD}),
        ("PATCH", "/organisation", {"name": "别的"}),
        ("POST", "/imports", {}),
        ("POST", "/sessions/renewal", None),
        ("POST", "/sessions/end", None),
    ],
)
def test_what_changes_something_by_cookie_carries_the_sessions_own_csrf_token_and_comes_from_our_page(
    browser: Browser, world: World, service: Service, method: str, path: str, body: Any
) -> None:
    before = world.head()
    refused(browser.send(method, path, body), 403, "csrf-token-missing")
    another = Browser(service, world.company.id, "FIN00").csrf_token if path == "/grants" else "0" * 64
    for wrong in ("", another, browser.csrf_token[:-1], browser.csrf_token + "0", browser.cookie, "\xe9"):
        answered = browser.client.request(
            method,
            f"/v1{path}",
            json=body,
            headers={b"X-CSRF-Token": wrong.encode("latin-1")},  # type: ignore[arg-type]  # httpx takes bytes
        )
        refused(answered, 403, "csrf-token-wrong")
    right = {"X_CSRF_Token": browser.csrf_token}
    for said in (
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": None, "Origin": "https://evil.example"},
        {"Sec_Fetch_Site": None, "Origin": "null"},
        {"Sec_Fetch_Site": None, "Origin": f"{service.url}0"},
    ):
        refused(browser.send(method, path, body, **right, **said), 403, "cross-site")
    assert world.head() == before
    assert browser.send("GET", "/me").status_code == 200


def test_another_site_reads_nothing_and_signs_nobody_in(browser: Browser, world: World) -> None:
    refused(browser.send("GET", "/me", Sec_Fetch_Site="cross-site"), 403, "cross-site")
    refused(browser.send("GET", "/stream", Sec_Fetch_Site="same-site"), 403, "cross-site")
    asked = {"organisation": world.company.id, "login": "FIN01", "password": PASSWORD, "cookie": True}
    refused(browser.send("POST", "/sessions", asked, Sec_Fetch_Site="cross-site"), 403, "cross-site")
    assert browser.send("GET", "/me").json()["employee_no"] == "FIN00"


def test_a_browser_that_says_nothing_of_sites_is_judged_by_origin(browser: Browser) -> None:
    plain = {"Sec_Fetch_Site": None, "X_CSRF_Token": browser.csrf_token}
    assert browser.send("POST", "/sessions/renewal", **plain).status_code == 200
    assert browser.send("POST", "/sessions/renewal", **plain, Origin=None).status_code == 200


@pytest.mark.parametrize("authorization", ["Bearer nonsense", "Bearer", "", "Basic eA=="])
def test_with_an_authorization_the_cookie_is_not_looked_at(browser: Browser, authorization: str) -> None:
    answered = browser.send("POST", "/grants", {}, Authorization=authorization, X_CSRF_Token=browser.csrf_token)
    refused(answered, 401, "not-signed-in")


def test_a_cookie_is_no_bearer_token_and_a_bearer_token_no_cookie(browser: Browser, world: World) -> None:
    refused(browser.send("GET", "/me", Authorization=f"Bearer {browser.cookie}"), 401, "not-signed-in")
    other = httpx.Client(base_url=browser.client.base_url, cookies={"ledger-session": world.as_("FIN00").token})
    refused(other.get("/v1/me"), 401, "not-signed-in")


def test_no_cookie_that_we_did_not_sign_and_none_that_is_over_signs_anybody_in(
    browser: Browser, world: World, service: Service
) -> None:
    now, head = time.time(), browser.cookie.split(".")
    wrong = [
        cookie(world.company.id, "FIN00", now - HOUR, now - 1),
        cookie(world.company.id, "FIN00", now, now + HOUR, key="tokens"),
        cookie(world.company.id, "NOBODY", now, now + HOUR),
        {"ledger-session": f"{head[0]}.{head[1]}."},
        {"ledger-session": "eyJhbGciOiJub25lIn0." + head[1] + "."},
        {"ledger-session": "nonsense"},
        {"ledger-session": ""},
        {"__Host-ledger-session": browser.cookie},
    ]
    for one in wrong:
        answered = httpx.get(f"{service.url}/v1/me", cookies=one)
        refused(answered, 401, "not-signed-in")


def test_a_session_slides_by_an_hour_and_ends_twelve_hours_after_the_sign_in(world: World, service: Service) -> None:
    now = time.time()
    for began, left in ((now - 6 * HOUR, HOUR), (now - 11.5 * HOUR, HOUR / 2)):
        client = httpx.Client(
            base_url=service.url, cookies=cookie(world.company.id, "FIN01", began, now + 60), timeout=30
        )
        token = client.get("/v1/me").json()["csrf_token"]
        renewed = client.post("/v1/sessions/renewal", headers={"X-CSRF-Token": token})
        assert renewed.status_code == 200
        assert left - 60 < renewed.json()["expires_in"] <= left
        assert renewed.json()["csrf_token"] == token  # what is open in another tab goes on


def test_signing_out_ends_every_copy_of_the_cookie(world: World, service: Service) -> None:
    browser = Browser(service, world.company.id, "FIN01")
    stolen, token = browser.cookie, browser.csrf_token
    assert browser.post("/sessions/renewal").status_code == 200
    ended = browser.post("/sessions/end")
    assert (ended.status_code, ended.content) == (204, b"")
    assert "Max-Age=0" in ended.headers["set-cookie"] and list(browser.client.cookies) == ["ledger-device"]
    thief = httpx.Client(base_url=service.url, cookies={"ledger-session": stolen}, headers={"X-CSRF-Token": token})
    refused(thief.get("/v1/me"), 401, "not-signed-in")
    refused(thief.post("/v1/sessions/renewal"), 401, "not-signed-in")
    assert Browser(service, world.company.id, "FIN01").send("GET", "/me").status_code == 200


def test_a_bearer_token_is_neither_renewed_nor_ended(world: World) -> None:
    for path in ("/sessions/renewal", "/sessions/end"):
        refused(world.as_("FIN01").post(path), 403, "not-by-cookie")
    assert world.as_("FIN01").get("/me").status_code == 200


def test_another_password_ends_all_other_sessions_and_keeps_mine(company: Company, service: Service) -> None:
    company.department("FIN")
    company.chosen("FIN00")
    mine, other = (Browser(service, company.id, "FIN00") for _ in range(2))
    token = company.sign_in("FIN00")
    asked = {"current": PASSWORD, "password": "another long password"}
    changed = mine.send("PUT", "/me/password", asked, X_CSRF_Token=mine.csrf_token)
    assert changed.status_code == 200 and set(changed.json()) == {"csrf_token", "expires_in", "change_password"}
    assert mine.send("GET", "/me").json()["csrf_token"] == changed.json()["csrf_token"] != mine.csrf_token
    refused(other.send("GET", "/me"), 401, "not-signed-in")
    refused(other.post("/sessions/renewal"), 401, "not-signed-in")
    refused(token.get("/me"), 401, "not-signed-in")
    company.hr.done("PATCH", "/employees/FIN00", {"password": PASSWORD})
    refused(mine.send("GET", "/me"), 401, "password-set-by-another")


def test_by_cookie_too_a_password_that_another_set_serves_for_choosing_ones_own_only(
    company: Company, service: Service
) -> None:
    company.department("FIN", password=PASSWORD)
    mine = Browser(service, company.id, "FIN00")
    assert mine.entered.json()["change_password"] and mine.send("GET", "/me").json()["change_password"]
    renewed = mine.post("/sessions/renewal")
    assert renewed.status_code == 200 and renewed.json()["change_password"]
    refused(mine.send("GET", "/accounts/FIN00"), 403, "password-change-needed")
    asked = {"current": PASSWORD, "password": "another long password"}
    changed = mine.send("PUT", "/me/password", asked, X_CSRF_Token=mine.csrf_token)
    assert changed.status_code == 200 and not changed.json()["change_password"]
    assert mine.send("GET", "/accounts/FIN00").status_code == 200


@contextmanager
def stream(service: Service, cookie: str, query: str = "") -> Iterator[http.client.HTTPResponse]:
    """As EventSource opens it: with the cookie and no header of ours."""
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=30)
    sent = {"Cookie": f"ledger-session={cookie}", "Accept": "text/event-stream", "Sec-Fetch-Site": "same-origin"}
    connection.request("GET", f"/v1/stream{query}", headers=sent)
    yield connection.getresponse()
    connection.close()


def test_the_stream_opens_by_cookie(browser: Browser, service: Service) -> None:
    with stream(service, browser.cookie) as opened:
        assert (opened.status, opened.readline()) == (200, b"event: balance\n")
    with stream(service, "nonsense") as opened:
        assert opened.status == 401
