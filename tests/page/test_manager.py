"""A manager between two meetings: granting, deciding, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read, violations

WORDS: dict[str, dict[str, Any]] = {
    "zh": {"undo": "撤销", "reason": "理由", "take": "撤销", "edit": "修改"},
    "en": {"undo": "Undo", "reason": "Reason", "take": "Take it back", "edit": "Edit"},
}


@pytest.mark.parametrize(
    ("language", "width", "theirs", "their_width"),
    [("zh", PHONE, "en", DESKTOP), pytest.param("en", DESKTOP, "zh", PHONE, marks=pytest.mark.full)],
)
def test_a_grant_and_its_undo_change_the_employees_open_page(
    visitors: Visitors, language: str, width: int, theirs: str, their_width: int
) -> None:
    employee = visitors.signed_in("FIN02", theirs, their_width)
    place = employee.locator(".places [data-mine=true]").first
    expect(place).to_be_visible()
    balance, counted = number(employee.get_by_test_id("balance")), number(place.locator("strong"))

    manager = visitors.signed_in("FIN00", language, width, "/grant")
    chosen(manager, "FIN02")
    chosen(manager, "跨部门协作")
    manager.locator(".grant-reason").first.click()
    manager.locator(".grant-send").click()
    granted = manager.locator(".just-granted li").first
    expect(granted).to_have_attribute("data-state", "recorded")
    expect(employee.get_by_test_id("balance")).to_have_text(str(balance + 50))
    expect(place.locator("strong")).to_have_text(str(counted + 50))
    assert violations(manager) == []

    words = WORDS[language]
    granted.get_by_role("button", name=words["undo"]).click()
    asked = manager.get_by_role("dialog")
    asked.get_by_label(words["reason"]).fill("选错了人")
    asked.get_by_role("button", name=words["take"]).click()
    expect(granted).to_have_attribute("data-state", "undone")
    expect(employee.get_by_test_id("balance")).to_have_text(str(balance))
    expect(place.locator("strong")).to_have_text(str(counted))


def test_a_grant_that_the_budget_refuses_says_the_rule_and_loses_nothing(visitors: Visitors) -> None:
    manager = visitors.signed_in("ADM00", "zh", PHONE, "/grant")
    spent = budget(manager)["spent"]
    set_budget(manager, spent + 10)
    chosen(manager, "ADM01")
    chosen(manager, "问题解决")
    manager.get_by_role("textbox", name="理由").fill("会议系统宕机，半小时内恢复")
    manager.locator(".grant-send").click()
    refused = manager.locator(".just-granted li").first
    expect(refused).to_have_attribute("data-state", "refused")
    expect(refused.get_by_role("alert")).to_contain_text("剩余 10 分，需要 200 分")
    expect(refused.get_by_role("alert")).not_to_contain_text("points")

    manager.reload()
    refused.get_by_role("button", name="修改").click()
    expect(manager.get_by_role("textbox", name="理由")).to_have_value("会议系统宕机，半小时内恢复")
    expect(manager.get_by_role("radio", name="ADM01")).to_be_checked()
    expect(manager.get_by_role("radio", name="问题解决")).to_be_checked()
    set_budget(manager, spent + 400)
    manager.locator(".grant-send").click()
    expect(manager.locator(".just-granted li").first).to_have_attribute("data-state", "recorded")


def test_what_waits_is_decided_by_keyboard_alone(visitors: Visitors) -> None:
    manager = visitors.signed_in("OPS00", "en", DESKTOP, "/waiting")
    rows = manager.locator(".waiting > li")
    expect(rows.first).to_be_visible()
    assert violations(manager) == []
    first, second = (rows.nth(place).get_attribute("data-key") or "" for place in range(2))
    manager.keyboard.press("j")
    expect(rows.first).to_be_focused()
    manager.keyboard.press("r" if first.startswith("claim") else "x")
    asked = manager.get_by_role("dialog").get_by_role("textbox")
    expect(asked).to_be_focused()
    manager.keyboard.type("哪个月起算？")
    manager.keyboard.press("Tab")
    manager.keyboard.press("Enter")
    expect(manager.locator(f'[data-key="{first}"]')).to_have_count(0)
    expect(manager.locator(f'[data-key="{second}"]')).to_be_focused()
    # The row goes at once; the service answers after it.
    with manager.expect_response(lambda answer: answer.request.method == "POST") as approved:
        manager.keyboard.press("a")
    expect(manager.locator(f'[data-key="{second}"]')).to_have_count(0)
    position = approved.value.json()["position"]
    states = {state_of(manager, key, position) for key in (first, second)}
    assert states == {"returned", "approved"} or states == {"rejected", "approved"}

    count = manager.locator(".menu a[href='/waiting'] .count")
    waits = number(count)
    claim = acted(manager, "OPS01", "/v1/claims", {"tag": "problem-solved", "description": "半小时内恢复会议系统"})
    expect(manager.locator(f'[data-key="claim:{claim["id"]}"]')).to_be_visible()
    expect(count).to_have_text(str(waits + 1))


def test_the_card_of_an_answered_claim_has_the_question_and_what_the_answer_changed(visitors: Visitors) -> None:
    manager = visitors.signed_in("TEC00", "en", PHONE, "/waiting")
    said = {"tag": "problem-solved", "description": "修复支付网关", "evidence": ["工单 1"]}
    claim = acted(manager, "TEC03", "/v1/claims", said)["id"]
    acted(manager, "TEC00", f"/v1/claims/{claim}/return", {"reason": "影响了多少笔订单？"})
    answer = {"description": "修复支付网关，影响 70 笔订单", "evidence": ["工单 1", "订单清单"]}
    position = acted(manager, "TEC03", f"/v1/claims/{claim}/resubmission", answer)["position"]
    read(manager, f"/v1/claims/{claim}", position)
    manager.reload()
    answered = manager.locator(f'[data-key="claim:{claim}"]').get_by_test_id("answered")
    expect(answered).to_contain_text("影响了多少笔订单？")
    expect(answered).to_contain_text("Description before: 修复支付网关")
    expect(answered).to_contain_text("Evidence before: 工单 1")
    expect(answered).not_to_contain_text("Points")
    assert violations(manager) == []


def chosen(page: Page, text: str) -> None:
    page.locator("label.choice", has_text=text).click()


def number(shown: Locator) -> int:
    return int(re.sub(r"\D", "", shown.inner_text()))


def state_of(page: Page, key: str, position: int) -> str:
    kind, _, subject = key.partition(":")
    return str(read(page, f"/v1/{kind}s/{subject}", position)["state"])


def month(page: Page) -> str:
    return str(page.evaluate("new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Shanghai'}).format(new Date())"))[:7]


def budget(page: Page) -> Any:
    return page.context.request.get(f"/v1/budgets/ADM00/{month(page)}").json()


def set_budget(page: Page, points: int) -> None:
    acted(page, "HR01", f"/v1/budgets/ADM00/{month(page)}", {"points": points}, "PUT")
