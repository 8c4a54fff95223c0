"""What a page does when the service, the network or the session goes away under it."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, expect

from tests.page.browser import DEMO_PASSWORD, DESKTOP, PHONE, Visitors
from tests.service import Service

DESCRIPTION = "把三份月报合并为一份，每月节约四小时"


def balance_of(page: Page) -> int:
    shown = page.get_by_test_id("balance")
    expect(shown).to_be_visible()
    return int(shown.inner_text().replace(",", ""))


def grant(demo: Service, points: int, employee: str = "TEC05") -> None:
    """Somebody's manager grants to them elsewhere."""
    manager = f"{employee[:3]}00"
    with httpx.Client(base_url=demo.url, timeout=20) as client:
        entered = client.post("/v1/sessions", json={"login": manager, "password": DEMO_PASSWORD}).json()
        answer = client.post(
            "/v1/grants",
            json={"employee": employee, "tag": "cross-department", "points": points, "reason": "服务恢复后补发"},
            headers={"Authorization": f"Bearer {entered['access_token']}"},
        )
        assert answer.status_code == 201, answer.text


def test_a_service_that_was_killed_is_missed_and_what_happened_meanwhile_is_shown(
    visitors: Visitors, demo: Service
) -> None:
    page = visitors.signed_in("TEC05", "en", DESKTOP)
    before = balance_of(page)
    demo.kill()
    expect(page.get_by_role("status").filter(has_text="connection is lost")).to_be_visible()

    # The code of a page that was not needed so far does not come; it is asked for again once it can.
    page.get_by_role("link", name="My redemptions").click()
    broken = page.get_by_role("alert").filter(has_text="This page could not be shown")
    broken.get_by_role("button", name="Try again").click()
    expect(broken).to_contain_text("The ledger cannot be reached at the moment")
    demo.start()
    broken.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="My redemptions")).to_be_visible()
    page.go_back()

    grant(demo, 20)
    expect(page.get_by_role("status").filter(has_text="connection is lost")).to_be_hidden()
    expect(page.get_by_test_id("balance")).to_have_text(str(before + 20))
    # The browser itself reports each try to reach a service that is not there.
    visitors.wrong[:] = [said for said in visitors.wrong if "ERR_" not in said and "status of 50" not in said]


def test_a_session_that_ends_in_the_middle_of_a_form_costs_nothing(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN02", "zh", PHONE, "/claims/new")
    description = page.get_by_label("做了什么")
    description.fill(DESCRIPTION)
    page.context.clear_cookies()
    page.reload()  # whoever comes back to it finds the sign-in first
    page.get_by_label("工号").fill("FIN02")
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(description).to_have_value(DESCRIPTION)

    page.context.clear_cookies()
    page.get_by_role("link", name="积分商城").click()
    again = page.get_by_role("dialog")
    expect(again).to_be_visible()
    again.get_by_label("密码").fill(DEMO_PASSWORD)
    again.get_by_role("button", name="登录").click()
    expect(again).to_be_hidden()
    page.go_back()
    expect(description).to_have_value(DESCRIPTION)
