"""Every page, as who has it in their menu and as nobody else: it opens, is accessible, and fits a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, violations
from tests.page.menus import MENUS

READERS = list(MENUS)
LOOKS = [("zh", PHONE), ("en", DESKTOP), ("zh", DESKTOP), ("en", PHONE)]
NOTHING = {"zh": "这里没有您可以查看的内容", "en": "There is nothing here for you"}
BESIDE_THE_MENU = ["/notifications", "/guide", "/password", "/claims/new", "/nowhere"]
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def menu_of(page: Page) -> list[str]:
    """The paths of somebody's menu, in its order."""
    expect(page.locator(".frame")).to_be_visible()
    if page.locator(".at-hand").count():
        page.locator(".at-hand button").click()
    links, folded = page.locator(".menu a"), page.locator(".menu-fold[aria-expanded=false]")
    expect(links.first).to_be_visible()
    while folded.count():
        folded.first.click()
    paths = [str(link.get_attribute("href")) for link in links.all()]
    page.keyboard.press("Escape")
    return paths


def go_to(page: Page, path: str) -> None:
    """Go to a page as its link in the menu does, and wait until nothing on it is being fetched."""
    page.evaluate("path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
    page.wait_for_url(path)
    expect(page.locator(".frame-content[aria-busy=false]")).to_be_visible()
    expect(page.locator(".frame-content h1").first).to_be_visible()
    expect(page.locator(".frame-content [aria-busy=true]")).to_have_count(0)


def look_at(page: Page, path: str) -> list[str]:
    """What is wrong with a page."""
    go_to(page, path)
    # What is around the pages is the same on all of them.
    part = "html" if path == "/" else ".frame-content"
    wrong = [f"{path}: {one}" for one in violations(page, part)]
    if page.evaluate(SIDEWAYS) > 0:
        wrong.append(f"{path}: wider than the window by {page.evaluate(SIDEWAYS)} px")
    if page.locator(".failed[role=alert]").count():
        wrong.append(f"{path}: {page.locator('.failed[role=alert]').first.inner_text()}")
    return wrong


SEEN: set[str] = set()
"""Another reader's page is the same page: `--full` looks at each as everybody, in all looks."""


@pytest.mark.parametrize("login", READERS)
def test_a_menu_shows_what_its_reader_may_and_each_page_opens_is_accessible_and_fits(
    visitors: Visitors, login: str, full: bool
) -> None:
    wrong: list[str] = []
    foreign = min(set().union(*MENUS.values()) - MENUS[login])
    for language, width in LOOKS if full else [LOOKS[READERS.index(login) % len(LOOKS)]]:
        page = visitors.signed_in(login, language, width, foreign)
        expect(page.get_by_role("heading", name=NOTHING[language])).to_be_visible()
        menu = menu_of(page)
        assert set(menu) == MENUS[login]
        beside = BESIDE_THE_MENU if full or login == "FIN01" else []
        for path in [*menu, *beside]:
            if full or path not in SEEN:
                SEEN.add(path)
                wrong += [f"{login} {language} {width}: {one}" for one in look_at(page, path)]
    assert wrong == []


@pytest.mark.full
def test_the_narrowest_phone_scrolls_one_way_only(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN00", "en", 360)
    assert [path for path in menu_of(page) if look_sideways(page, path)] == []


def look_sideways(page: Page, path: str) -> bool:
    go_to(page, path)
    return bool(page.evaluate(SIDEWAYS) > 0)
