"""Signing in on the page, in both languages and widths; what is in the browser afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DEMO_PASSWORD, DESKTOP, PHONE, Visitors, acted, violations

LABELS = {"zh": ("工号", "密码", "登录"), "en": ("Employee number", "Password", "Sign in")}


def sign_in(page: Page, language: str, login: str, password: str = DEMO_PASSWORD) -> None:
    number, secret, enter = LABELS[language]
    page.get_by_label(number).fill(login)
    page.get_by_label(secret).fill(password)
    page.get_by_role("button", name=re.compile("".join(f"{letter} ?" for letter in enter))).click()


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), ("en", DESKTOP)])
def test_home_shows_the_balance_to_who_signs_in(visitors: Visitors, language: str, width: int) -> None:
    page = visitors.visitor(language, width)
    page.goto("/")
    expect(page.get_by_label(LABELS[language][0])).to_be_visible()
    assert violations(page) == []
    sign_in(page, language, "FIN01")
    balance = page.get_by_test_id("balance")
    expect(balance).to_have_text(re.compile(r"\d"))
    account = page.context.request.get("/v1/accounts/FIN01").json()
    assert re.sub(r"\D", "", balance.inner_text()) == str(account["balance"])


def test_no_script_sees_the_session(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN01")
    expect(page.get_by_test_id("balance")).to_be_visible()
    assert page.evaluate("document.cookie") == ""
    kept = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"ledger-session", "ledger-device"}
    for cookie in cookies:
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["value"] not in kept


def test_a_wrong_password_is_said_and_what_was_typed_stays(visitors: Visitors) -> None:
    page = visitors.visitor("en")
    page.goto("/")
    sign_in(page, "en", "FIN01", "wrong password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(LABELS["en"][0])).to_have_value("FIN01")


GIVEN, OWN = "handed over in person", "only I know this one"


def test_who_was_given_a_password_chooses_their_own_first_and_reads_who_sets_another(visitors: Visitors) -> None:
    page = visitors.visitor("en")
    person = {"employee_no": "OPS90", "name": "新来", "department": "OPS", "password": GIVEN}
    acted(page, "HR01", "/v1/employees", person)
    page.goto("/")
    sign_in(page, "en", "OPS90", GIVEN)
    expect(page.get_by_role("heading", name="Choose your own password")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("The password that you were given").fill(GIVEN)
    page.get_by_label("New password").fill("Welcome2026")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_contain_text("guessed first")
    page.get_by_label("New password").fill(OWN)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("heading", name="Hello, 新来")).to_be_visible()
    page.goto("/notifications")
    expect(page.get_by_text("于示人 set a new password for you").first).to_be_visible()
    expect(page.get_by_text("You chose a new password")).to_be_visible()
    page.goto("/password")
    expect(page.get_by_role("heading", name="Sign-ins that failed")).to_be_visible()
    acted(page, "HR01", "/v1/employees/OPS90", {"password": GIVEN}, "PATCH")
    # Whatever the page asks by itself meanwhile may have opened the dialog already, over the link.
    page.get_by_role("link", name="Leaderboard").first.evaluate("link => link.click()")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "Somebody else set a new password for you (HR01)"
    )


def test_another_person_in_another_window_puts_away_what_stood_in_this_one(visitors: Visitors) -> None:
    first = visitors.signed_in("FIN02", "en", PHONE, "/claims/new")
    described = first.get_by_label("What you did")
    described.fill("只有她自己看得到的草稿")
    first.context.clear_cookies()  # the session ended
    with first.expect_popup() as opened:
        first.evaluate("() => void open('/')")
    second = opened.value
    sign_in(second, "en", "TEC02")
    expect(second.get_by_test_id("balance")).to_be_visible()
    name = second.context.request.get("/v1/me").json()["name"]
    put_away = first.get_by_role("alert").filter(has_text=f"{name} signed in in another window")
    expect(put_away).to_be_visible()
    expect(described).to_be_hidden()
    assert violations(first) == []
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    assert "草稿" not in first.evaluate(kept) + second.evaluate(kept)
    put_away.get_by_role("button", name=f"Continue as {name}").click()
    expect(first.get_by_role("heading", name=f"Hello, {name}")).to_be_visible()
    first.goto("/claims/new")
    expect(described).to_have_value("")

    described.fill("又一份草稿")
    second.get_by_role("button", name="Account menu").click()
    second.get_by_role("menuitem", name="Sign out").click()
    expect(second.get_by_label("Employee number")).to_be_visible()
    expect(first.get_by_role("heading", name="You signed out in another window")).to_be_visible()
    assert "草稿" not in first.evaluate(kept)
    first.get_by_role("button", name="Sign in").click()
    expect(first.get_by_label("Employee number")).to_be_visible()


def test_a_window_that_did_not_hear_who_signed_in_sends_nothing_in_their_name(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN02", "zh", PHONE, "/claims/new")
    page.get_by_label("做了什么").fill("替别人写下的话")
    asked = {"login": "TEC02", "password": DEMO_PASSWORD, "cookie": True}
    assert page.context.request.post("/v1/sessions", data=asked).status == 201
    me = page.context.request.get("/v1/me").json()
    page.get_by_role("button", name="账户菜单").click()
    with page.expect_response(lambda answer: answer.url.endswith("/v1/me/preferences")) as sent:
        page.get_by_role("menuitem", name="English").click()
    assert sent.value.status == 409
    expect(page.get_by_role("heading", name=f"{me['name']} signed in in another window")).to_be_visible()
    expect(page.get_by_label("What you did")).to_be_hidden()
    assert page.context.request.get("/v1/me").json()["preferences"] == me["preferences"]
