"""From an import to people who are in: links on the screen and on paper, the page behind one, who came."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.page.browser import PHONE, Visitors, acted, violations
from tests.page.test_imports import UNDER_WAY, confirmation, fits, sent

OWN = "rain on a tin roof"
PEOPLE = "工号,姓名,部门\nOPS81,欧阳娜娜,OPS\nOPS82,诸葛亮,OPS\n"


def opened(visitors: Visitors, link: str, language: str = "zh") -> Page:
    """The page behind a link, on a phone that nobody is signed in on."""
    page = visitors.visitor(language, PHONE)
    page.goto(link.removeprefix(visitors.url))
    return page


def test_people_of_an_import_are_invited_on_paper_and_come_by_their_links(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "zh")
    hr.add_init_script("window.print = () => undefined")
    sent(hr, "employees", "新人.csv", PEOPLE.encode())
    confirmation(hr).click(timeout=UNDER_WAY)
    dialog = hr.get_by_role("dialog")
    dialog.get_by_role("button", name="确认并导入").click()
    expect(dialog).to_be_hidden()
    invite = hr.get_by_role("button", name="链接邀请")
    expect(invite).to_be_visible(timeout=UNDER_WAY)
    invite.click()
    dialog.get_by_role("button", name="生成链接").click()
    expect(dialog.get_by_role("status")).to_contain_text("已生成 2 个链接")
    assert violations(hr) == []
    dialog.get_by_role("button", name="打印通知单").click()
    hr.emulate_media(media="print")
    slips = hr.locator(".slip")
    expect(slips).to_have_count(2)
    expect(slips.first).to_contain_text("欧阳娜娜")
    expect(slips.first).to_contain_text(re.compile(r"加入码.*(\w{4}-){6}\w{4}.*Valid until", re.DOTALL))
    cut = slips.evaluate_all("found => found.filter((one) => one.scrollHeight > one.clientHeight).length")
    assert cut == 0, "all of a slip is on it"
    expect(hr.get_by_role("dialog")).to_be_hidden()
    address = slips.first.locator(".slip-address").inner_text()
    code = slips.first.locator(".slip-code").inner_text()

    # Who has only the paper types what is on it.
    page = opened(visitors, address)
    page.get_by_label("工号").fill("ops81")
    page.get_by_label("加入码").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_role("heading", name="欢迎您，欧阳娜娜")).to_be_visible()
    assert violations(page) == [] and fits(page)
    page.get_by_label("您的密码").fill("password123")
    page.get_by_role("button", name="保存并进入").click()
    expect(page.get_by_role("alert")).to_contain_text("密码过于常见")
    page.get_by_label("您的密码").fill(OWN)
    page.get_by_role("button", name="保存并进入").click()
    expect(page.get_by_role("button", name=re.compile("欧阳娜娜"))).to_be_visible()
    assert page.url == visitors.url + "/"

    hr.emulate_media(media="screen")
    hr.goto("/invitations")
    expect(hr.get_by_text("其中 1 人已加入")).to_be_visible()
    row = hr.get_by_role("row").filter(has_text="OPS82")
    expect(row).to_contain_text("待使用")


def test_a_link_for_one_person_says_when_it_was_used_and_whom_to_ask(visitors: Visitors) -> None:
    acted_page = visitors.signed_in("HR01", "en", PHONE)
    person = {"employee_no": "OPS83", "name": "Wang Wu", "department": "OPS"}
    acted(acted_page, "HR01", "/v1/employees", person)
    acted(acted_page, "HR01", "/v1/employees", {**person, "employee_no": "OPS84"})
    acted_page.goto("/invitations?state=uninvited")
    expect(acted_page.locator("main")).to_contain_text("OPS84")
    acted_page.get_by_role("button", name=re.compile("^Invite all .* who have no link")).click()
    acted_page.get_by_role("dialog").get_by_role("button", name="Create links").click()
    expect(acted_page.get_by_role("dialog").get_by_role("listitem").filter(has_text="OPS84")).to_be_visible()
    acted_page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(acted_page.get_by_text("Everybody can sign in or has a link.")).to_be_visible()
    acted_page.goto("/people/OPS83")
    acted_page.get_by_role("button", name="Invite by link").click()
    dialog = acted_page.get_by_role("dialog")
    dialog.get_by_role("button", name="Create the link").click()
    link = dialog.get_by_test_id("link").inner_text().strip()
    expect(dialog.get_by_role("link", name="Write a mail")).to_have_attribute("href", re.compile("^mailto:"))
    assert violations(acted_page) == [] and fits(acted_page)
    page = opened(visitors, link, "en")
    page.get_by_label("Your password").fill(OWN)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("button", name=re.compile("Wang Wu"))).to_be_visible()
    again = opened(visitors, link, "en")
    expect(again.get_by_role("alert")).to_contain_text("This link has been used already")
    expect(again.get_by_role("alert")).to_contain_text("HR")
    given = acted(acted_page, "HR01", "/v1/invitations", {"employees": ["OPS84"]})
    again.goto(given["results"][0]["link"])
    expect(again.get_by_label("Your password")).to_be_visible()
