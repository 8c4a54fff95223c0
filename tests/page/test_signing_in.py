"""Signing in on the page, in both languages and widths; what is in the browser afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DEMO_PASSWORD, DESKTOP, PHONE, Visitors, violations

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
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["value"] not in kept


def test_a_wrong_password_is_said_and_what_was_typed_stays(visitors: Visitors) -> None:
    page = visitors.visitor("en")
    page.goto("/")
    sign_in(page, "en", "FIN01", "wrong password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(LABELS["en"][0])).to_have_value("FIN01")
