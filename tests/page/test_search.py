"""Finding somebody from wherever one is, a look at them beside the page, and where one is after coming and going."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, violations

SCROLLED = "scrollY"


def asked(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.keyboard.type(text)


def test_the_keys_find_somebody_by_pinyin_or_a_page_and_the_way_back_closes_the_look(visitors: Visitors) -> None:
    page = visitors.signed_in("AUD01", "zh", DESKTOP, "/leaderboard")
    button, field = page.get_by_role("button", name="搜索"), page.get_by_role("combobox", name="搜索")
    chosen, look = page.get_by_role("option", selected=True), page.locator(".look")
    button.focus()
    asked(page, "lxl")
    expect(chosen).to_contain_text("林小例")
    assert violations(page, ".search") == []
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()

    asked(page, "额度")
    expect(chosen).to_contain_text("积分预算")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("预算使用")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/budgets")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    asked(page, "FIN01")
    expect(chosen).to_contain_text("林小例")
    page.keyboard.press("Enter")
    expect(look).to_contain_text("成本分析师")
    assert "look=person" in page.url
    assert violations(page, ".look") == []
    page.go_back()
    expect(look).to_be_hidden()
    assert page.url.endswith("/budgets")


def test_an_auditor_goes_from_a_name_to_a_claim_and_its_events_in_three_taps(visitors: Visitors) -> None:
    page = visitors.signed_in("AUD01", "zh", PHONE, "/leaderboard")
    page.get_by_role("main").get_by_role("link", name="林小例").click()
    page.locator(".look").get_by_role("link").filter(has_text=re.compile("费用|成本|预算|节")).last.click()
    page.get_by_role("link", name="查看账本事件").click()
    expect(page.locator(".steps > li").first).to_contain_text("提交申报")


def test_a_new_address_begins_at_its_top_the_way_back_where_one_was_and_a_look_moves_nothing(
    visitors: Visitors,
) -> None:
    page = visitors.signed_in("HR01", "en", DESKTOP, "/audit/events")
    names = page.get_by_role("main").locator(".person-link")
    names.nth(30).scroll_into_view_if_needed()
    was = page.evaluate(SCROLLED)
    assert was > 200
    names.nth(30).click()
    expect(page.locator(".look dl")).to_be_visible()
    assert page.evaluate(SCROLLED) == was
    page.keyboard.press("Escape")
    expect(page.locator(".look")).to_be_hidden()
    assert page.evaluate(SCROLLED) == was

    menu = page.get_by_role("navigation", name="Menu")
    here = menu.get_by_role("link", name="Events", exact=True)
    expect(here).to_have_attribute("aria-current", "page")
    expect(here).to_be_in_viewport()
    menu.get_by_role("button", name="Reports").click()
    menu.get_by_role("link", name="Value created").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.evaluate(SCROLLED) == 0
    page.go_back()
    expect(names.nth(30)).to_be_in_viewport()
    assert abs(page.evaluate(SCROLLED) - was) < 2
