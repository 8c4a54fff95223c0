"""What an employee does on the page, to its end: a claim that comes back with a question, a redemption that is
fulfilled, and texts that want to be more than text. The other side acts through the API."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DEMO_PASSWORD, DESKTOP, PHONE, Visitors, read, violations

HOSTILE = (
    "<script>window.taken = 1</script><img src=x onerror=window.taken=1> \u202e gnirts &lt;b&gt; "
    "👩\u200d💻 {{7*7}} ${7*7} " + "https://example.com/" + "长" * 200 + " "
)
LONG = HOSTILE + "x" * (10_000 - len(HOSTILE))


class Somebody:
    """One who acts through the API."""

    def __init__(self, visitors: Visitors, login: str) -> None:
        self._client = httpx.Client(base_url=visitors.url, timeout=30)
        token = self.post("/v1/sessions", {"login": login, "password": DEMO_PASSWORD})["access_token"]
        self._client.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Any = None) -> Any:
        answer = self._client.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        return self._client.get(path).json()


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_s3_a_claim_is_tried_returned_answered_approved_and_in_the_balance(visitors: Visitors) -> None:
    manager = Somebody(visitors, "FIN00")
    before = manager.get("/v1/accounts/FIN01")["balance"]
    page = visitors.signed_in("FIN01", "zh", PHONE, "/claims/new")
    page.get_by_role("combobox", name="价值标签").click()
    page.get_by_role("combobox", name="价值标签").fill("预算")
    page.get_by_text("预算准确", exact=True).click()
    quantity, trial = page.get_by_label("数量"), page.get_by_test_id("trial")
    quantity.fill("5")
    expect(trial).to_contain_text("不符合规则")
    quantity.fill("4.9")
    expect(trial).to_contain_text("50 积分")
    page.get_by_label("做了什么").fill("滚动预测后，本季度预算偏差 4.9%")
    page.get_by_label("证据 1", exact=True).fill("https://wiki.example/budget")
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.reload()
    expect(page.get_by_label("做了什么")).to_have_value("滚动预测后，本季度预算偏差 4.9%")
    page.get_by_role("button", name="提交申报").click()
    page.wait_for_url(re.compile("/claims/(?!new)"))
    expect(page.get_by_text("等待审批", exact=True)).to_be_visible()

    claim = page.url.rpartition("/")[2]
    manager.post(f"/v1/claims/{claim}/return", {"reason": "偏差按哪张表计算？"})
    expect(page.get_by_role("heading", name="补充说明")).to_be_visible()
    page.get_by_role("button", name="添加证据").click()
    page.get_by_label("证据 2", exact=True).fill("预算执行报告第 3 页")
    page.get_by_role("button", name="重新提交").click()
    expect(page.get_by_text("已补充并重新提交", exact=True)).to_be_visible()

    manager.post(f"/v1/claims/{claim}/approval")
    expect(page.get_by_text("通过", exact=True)).to_be_visible()
    expect(page.get_by_role("main").get_by_text("偏差按哪张表计算？")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="首页").first.click()
    expect(page.get_by_test_id("balance")).to_have_text(f"{before + 50:,}")


@pytest.mark.full
def test_s10_a_redemption_is_approved_and_fulfilled_before_the_eyes_of_who_asked(visitors: Visitors) -> None:
    page = visitors.signed_in("MKT01", "en", DESKTOP, "/rewards")
    card = page.locator("[data-reward=bonus-5000]")
    expect(card).to_contain_text("0 of 2 this year")
    card.get_by_role("button", name="Redeem").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("100 points are held")
    assert violations(page) == []
    dialog.get_by_role("button", name="Redeem").click()
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("Awaiting approval")
    expect(row.get_by_role("button", name="Cancel")).to_be_visible()

    manager, hr = Somebody(visitors, "MKT00"), Somebody(visitors, "HR01")
    asked = manager.get("/v1/redemptions?employee=MKT01&state=requested")["items"][0]["id"]
    manager.post(f"/v1/redemptions/{asked}/approval")
    expect(row).to_contain_text("Approved by")
    hr.post(f"/v1/redemptions/{asked}/fulfilment")
    expect(row).to_contain_text("Fulfilled by")
    page.goto("/history?kind=hold")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Held for a redemption")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="CSV").click()
    assert "redemption" in downloaded.value.path().read_text()


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), pytest.param("en", DESKTOP, marks=pytest.mark.full)])
def test_what_others_wrote_is_text_whatever_they_wrote(visitors: Visitors, language: str, width: int) -> None:
    author = Somebody(visitors, "FIN02")
    said = {"tag": "problem-solved", "description": LONG, "evidence": ["javascript:window.taken=1", HOSTILE]}
    claim = author.post("/v1/claims", said)
    page = visitors.signed_in("FIN02", language, width, "/password")
    read(page, f"/v1/claims/{claim['id']}", claim["position"])
    page.goto(f"/claims/{claim['id']}")
    expect(page.get_by_test_id("description")).to_have_text(LONG)
    assert page.locator("main a[href^=javascript]").count() == 0
    assert has_no_sideways_scroll(page)
    page.goto("/claims")
    expect(page.get_by_text("<script>").first).to_be_visible()
    assert has_no_sideways_scroll(page)
    assert page.evaluate("window.taken") is None
