"""What an employee does on the page, to its end: a claim that comes back with a question, a redemption that is
fulfilled, and texts that want to be more than text. The other side acts through the API."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read, violations

HOSTILE = (
    "<script>window.taken = 1</script><img src=x onerror=window.taken=1> \u202e gnirts &lt;b&gt; "
    "👩\u200d💻 {{7*7}} ${7*7} " + "https://example.com/" + "长" * 200 + " "
)
LONG = HOSTILE + "x" * (10_000 - len(HOSTILE))


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_s3_a_claim_is_tried_returned_answered_approved_and_in_the_balance(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN01", "zh", PHONE, "/claims/new")
    before = page.context.request.get("/v1/accounts/FIN01").json()["balance"]
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
    # At its end nothing lies under the button that stays in sight.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.reload()
    expect(page.get_by_label("做了什么")).to_have_value("滚动预测后，本季度预算偏差 4.9%")
    page.get_by_role("button", name="提交申报").click()
    page.wait_for_url(re.compile("/claims/(?!new)"))
    expect(page.get_by_text("等待审批", exact=True)).to_be_visible()

    claim = page.url.rpartition("/")[2]
    acted(page, "FIN00", f"/v1/claims/{claim}/return", {"reason": "偏差按哪张表计算？"})
    expect(page.get_by_role("heading", name="补充说明")).to_be_visible()
    page.get_by_label(re.compile("^答复")).fill("按预算执行报告")
    page.get_by_role("button", name="添加证据").click()
    page.get_by_label("证据 2", exact=True).fill("预算执行报告第 3 页")
    page.get_by_role("button", name="重新提交").click()
    expect(page.get_by_text("已补充并重新提交", exact=True)).to_be_visible()

    acted(page, "FIN00", f"/v1/claims/{claim}/approval")
    expect(page.get_by_text("批准", exact=True)).to_be_visible()
    rounds = page.get_by_test_id("rounds")
    for said in ("偏差按哪张表计算？", "按预算执行报告", "预算执行报告第 3 页"):
        expect(rounds.get_by_text(said, exact=True)).to_be_visible()
    assert violations(page) == []
    page.locator(".at-hand a[href='/']").tap()  # the news of the approval lies over the header for a while
    expect(page.get_by_test_id("balance")).to_have_text(f"{before + 50:,}")


@pytest.mark.full
def test_s10_a_redemption_is_approved_and_fulfilled_before_the_eyes_of_who_asked(visitors: Visitors) -> None:
    page = visitors.signed_in("MKT01", "en", DESKTOP, "/rewards")
    card = page.locator("[data-reward=bonus-5000]")
    expect(card).to_contain_text("0 of 2 this year")
    card.get_by_role("button", name="Redeem").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("100 points will be held")
    assert violations(page) == []
    dialog.get_by_role("button", name="Redeem").click()
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("Awaiting approval")
    expect(row.get_by_role("button", name="Cancel")).to_be_visible()

    waiting = acted(page, "MKT00", "/v1/redemptions?employee=MKT01&state=requested", method="GET")
    redemption = waiting["items"][0]["id"]
    acted(page, "MKT00", f"/v1/redemptions/{redemption}/approval")
    expect(row).to_contain_text("Approved by")
    acted(page, "HR01", f"/v1/redemptions/{redemption}/fulfilment")
    expect(row).to_contain_text("Released for payment by")
    page.goto("/history?kind=hold")
    expect(page.get_by_role("row").nth(1)).to_contain_text(
        "Redeemed · bonus of ¥5,000.00 before tax, to be paid with the wages"
    )
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="CSV").click()
    assert "redemption" in downloaded.value.path().read_text()


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), pytest.param("en", DESKTOP, marks=pytest.mark.full)])
def test_what_others_wrote_is_text_whatever_they_wrote(visitors: Visitors, language: str, width: int) -> None:
    page = visitors.signed_in("FIN02", language, width, "/password")
    said = {"tag": "problem-solved", "description": LONG, "evidence": ["javascript:window.taken=1", HOSTILE]}
    claim = acted(page, "FIN02", "/v1/claims", said)
    read(page, f"/v1/claims/{claim['id']}", claim["position"])
    page.goto(f"/claims/{claim['id']}")
    expect(page.get_by_test_id("description")).to_have_text(LONG)
    assert page.locator("main a[href^=javascript]").count() == 0
    assert has_no_sideways_scroll(page)
    page.goto("/claims")
    expect(page.get_by_text("<script>").first).to_be_visible()
    assert has_no_sideways_scroll(page)
    assert page.evaluate("window.taken") is None


def test_a_number_on_the_leaderboard_opens_into_what_adds_up_to_it_for_who_may_see_it(visitors: Visitors) -> None:
    page = visitors.signed_in("FIN02", "zh", PHONE, "/leaderboard")
    own = page.locator(".places [data-mine=true]")
    shown = own.locator("strong").inner_text()
    expect(page.locator(".places-sum")).to_have_count(1)
    own.get_by_role("button").click()
    unfolded = page.get_by_role("dialog")
    expect(unfolded).to_contain_text(f"{shown} 分")
    points = unfolded.locator(".look-list .number").all_inner_texts()
    assert sum(int(re.sub("[+,]", "", one).replace("−", "-")) for one in points) == int(shown.replace(",", ""))
    assert violations(page, ".look") == []
