"""A manager between two meetings: granting, deciding, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read, violations

WORDS: dict[str, dict[str, Any]] = {
    "zh": {"undo": "撤销", "reason": "理由", "take": "撤销", "tag": "跨部门协作"},
    "en": {"undo": "Undo", "reason": "Reason", "take": "Take it back", "tag": "Cross-department work"},
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
    words = WORDS[language]
    chosen(manager, words["tag"])
    manager.locator(".grant-reason").first.click()
    manager.locator(".grant-send").click()
    granted = manager.get_by_test_id("granted").locator("li").first
    expect(granted).to_have_attribute("data-state", "recorded")
    expect(employee.get_by_test_id("balance")).to_have_text(str(balance + 60))
    expect(place.locator("strong")).to_have_text(str(counted + 60))
    assert violations(manager) == []

    granted.get_by_role("button", name=words["undo"]).click()
    asked = manager.get_by_role("dialog")
    asked.get_by_label(words["reason"]).fill("选错了人")
    asked.get_by_role("button", name=words["take"]).click()
    expect(granted).to_have_attribute("data-state", "undone")
    expect(employee.get_by_test_id("balance")).to_have_text(str(balance))
    expect(place.locator("strong")).to_have_text(str(counted))


def test_whom_nobody_thanked_is_thanked_in_two_taps_from_home(visitors: Visitors) -> None:
    manager = visitors.signed_in("MKT00", "zh", PHONE, "/password")
    year, month = manager.context.request.get("/v1/home").json()["month"].split("-")
    record = {"employee_no": "MKT91", "name": "王小满", "department": "MKT", "hired_on": f"{int(year) - 3}-{month}-01"}
    hired = acted(manager, "HR01", "/v1/employees", record)
    read(manager, "/v1/home", hired["position"])
    knows(manager, "MKT00")
    manager.goto("/")
    nobody_thanked = manager.locator("[data-employee=MKT91]")
    expect(nobody_thanked).to_contain_text("感谢您与公司同行 3 年。")
    assert violations(manager) == []
    nobody_thanked.get_by_role("link", name=re.compile("^感谢")).tap()
    expect(manager.locator(".grant-send")).to_contain_text("授予 王小满")
    manager.locator(".grant-send").tap()
    expect(manager.get_by_test_id("granted").locator("li").first).to_have_attribute("data-state", "recorded")
    manager.get_by_role("link", name="首页").first.click()
    expect(manager.get_by_test_id("budget-left")).to_be_visible()
    expect(nobody_thanked).to_have_count(0)


def test_a_grant_that_the_budget_refuses_says_the_rule_and_loses_nothing(visitors: Visitors) -> None:
    manager = visitors.signed_in("ADM00", "zh", PHONE, "/grant")
    spent = budget(manager)["spent"]
    set_budget(manager, spent + 400)
    chosen(manager, "ADM01")
    chosen(manager, "问题解决")
    manager.get_by_role("textbox", name="理由").fill("会议系统宕机，半小时内恢复")
    send = manager.locator(".grant-send")
    expect(send).to_have_text(re.compile("110 分"))
    set_budget(manager, spent + 10)
    send.click()
    refused = manager.locator(".grants li[data-state=refused]")
    expect(refused.get_by_role("alert")).to_contain_text("剩余 10 分，需要 110 分")
    expect(refused.get_by_role("alert")).not_to_contain_text("points")

    manager.reload()
    expect(refused.get_by_role("button", name="重试")).to_have_count(0)
    refused.get_by_role("button", name="修改").click()
    expect(manager.get_by_role("textbox", name="理由")).to_have_value("会议系统宕机，半小时内恢复")
    expect(manager.locator(".grant-folded")).to_contain_text("ADM01")
    tag = manager.get_by_role("radio", name="问题解决")
    expect(tag).to_be_disabled()
    expect(tag.locator("..")).to_contain_text("积分预算不足")
    set_budget(manager, spent + 400)
    manager.reload()
    expect(tag).to_be_checked()
    send.click()
    first = manager.get_by_test_id("granted").locator("li").first
    expect(first).to_have_attribute("data-state", "recorded")
    expect(first).to_contain_text("会议系统宕机，半小时内恢复")


def test_the_button_says_what_the_cap_leaves_and_exactly_that_is_recorded_once(visitors: Visitors) -> None:
    """The answer comes after the news of it, since another grant was recorded in between."""
    manager = visitors.signed_in("MKT00", "zh", PHONE)
    asked = {"employee": "MKT02", "tag": "cross-department", "reason": "协助财务部核对渠道费用"}
    for points in to_leave(10, left_of(manager, "MKT02")):
        acted(manager, "MKT00", "/v1/grants", {**asked, "points": points})
    taps = Taps(manager)
    taps.on(manager.locator("a[href='/grant']").first)
    taps.on(manager.locator("label.choice", has_text="MKT02"))
    chip = manager.locator(".grant-reason", has_text=asked["reason"])
    taps.on(chip)
    send = manager.locator(".grant-send")
    expect(send).to_contain_text("10 分")
    expect(send).to_contain_text("上限 150 分")
    expect(manager.locator(".grant-summary")).to_contain_text("跨部门协作 · 10 分")
    assert hidden_by_bar(manager) == []
    held: list[Any] = []

    def hold(route: Any) -> None:
        if route.request.method != "POST" or held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    manager.route("**/v1/grants", hold)
    taps.on(send)
    assert taps.count <= 4
    rows = manager.get_by_test_id("granted").locator("li")
    expect(rows.first).to_have_attribute("data-state", "sending")

    taps = Taps(manager)
    taps.on(manager.locator("label.choice", has_text="MKT01"))
    with manager.expect_response(lambda one: one.request.method == "GET" and "/v1/grants?" in one.url):
        taps.on(send)
    assert taps.count == 2, "the tag and the reason of the last one stand ready"
    expect(rows.filter(has_text="MKT01").first).to_have_attribute("data-state", "recorded")
    # Answered meanwhile on the wire, but not to the page: it stands there once, as being recorded.
    to_mkt02 = rows.filter(has_text="MKT02").filter(has_text=re.compile(r"\+10(?!\d)"))
    expect(to_mkt02).to_have_count(1)
    expect(to_mkt02).to_have_attribute("data-state", "sending")
    route, answer = held[0]
    assert answer.json()["points"] == 10
    route.fulfill(response=answer)
    expect(to_mkt02).to_have_attribute("data-state", "recorded")
    expect(to_mkt02).to_have_attribute("data-grant", answer.json()["id"])
    expect(to_mkt02).to_have_count(1)

    other = visitors.signed_in("MKT00", "en", DESKTOP, "/grant")
    other.set_viewport_size({"width": DESKTOP, "height": 800})
    expect(other.locator(f"[data-grant='{answer.json()['id']}']")).to_contain_text("Undo")
    chosen(other, "MKT02")
    tag = other.get_by_role("radio", name="Cross-department work")
    expect(tag).to_be_disabled()
    expect(tag.locator("..")).to_contain_text("cap for this month is reached")
    assert hidden_by_bar(other) == []
    assert violations(other) == []


def test_of_many_tags_one_is_found_and_only_a_tap_or_the_space_bar_chooses_a_person(visitors: Visitors) -> None:
    manager = visitors.signed_in("ADM00", "en", DESKTOP)
    for number in range(8):
        name = "前台值守" if number > 5 else f"值守 {number}"
        said = {"code": f"desk-{number}", "name": name, "departments": ["ADM"], "rule": {"type": "fixed", "points": 5}}
        acted(manager, "HR01", "/v1/tags", said)
    manager.goto("/grant")
    people = manager.get_by_role("radiogroup", name="Who").get_by_role("radio")
    people.first.focus()
    manager.keyboard.press("ArrowDown")
    expect(people.nth(1)).to_be_checked()
    manager.keyboard.press("Space")
    folded = manager.locator(".grant-folded button")
    expect(folded).to_be_focused()
    tags = manager.get_by_role("radiogroup", name="For what").get_by_role("radio")
    expect(tags).to_have_count(8)
    manager.get_by_role("searchbox", name="Find a tag").fill("desk-7")
    expect(tags).to_have_count(1)
    expect(tags.locator("..")).to_contain_text("前台值守 · desk-7")
    manager.get_by_role("searchbox", name="Find a tag").fill("前台")
    expect(tags).to_have_count(2)
    folded.click()
    expect(people.nth(1)).to_be_checked()


class Taps:
    """Counts what a person taps."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, shown: Locator) -> None:
        shown.click()
        self.count += 1


def left_of(page: Page, employee: str) -> int:
    found = page.context.request.get(f"/v1/grants/tags?employee={employee}").json()["items"]
    return int(next(one["cap_left"] for one in found if one["tag"] == "cross-department"))


def to_leave(left: int, now: int) -> list[int]:
    """Grants of 20 to 100 points after which a cap has so much left."""
    granted = []
    while now > left:
        points = min(100, now - left)
        points -= 20 if 0 < now - left - points < 20 else 0
        granted.append(points)
        now -= points
    return granted


def hidden_by_bar(page: Page) -> list[str]:
    """What has the focus, or is tapped, and lies under the bar with the button."""
    found: list[str] = page.evaluate(
        """() => {
          const bar = document.querySelector('.grant-bar'), hidden = []
          for (const one of document.querySelectorAll('.grant-form :is(button, input, textarea)')) {
            if (bar.contains(one) || one.disabled) continue
            one.focus()
            const a = (one.closest('.choice') ?? one).getBoundingClientRect(), b = bar.getBoundingClientRect()
            if (a.bottom > b.top + 1 && a.top < b.bottom && a.right > b.left && a.left < b.right)
              hidden.push(one.getAttribute('aria-label') ?? one.value ?? one.textContent)
          }
          return hidden
        }"""
    )
    return found


def test_what_waits_is_decided_by_keyboard_alone(visitors: Visitors) -> None:
    manager = visitors.signed_in("OPS00", "en", DESKTOP)
    opened(manager, "/waiting")
    rows = manager.locator(".waiting > li")
    expect(rows.first).to_be_visible()
    assert violations(manager) == []
    first, second = (rows.nth(place).get_attribute("data-key") or "" for place in range(2))
    manager.keyboard.press("j")
    expect(rows.first).to_be_focused()
    manager.keyboard.press("Control+k")
    manager.locator(".search-keys").click()
    manager.keyboard.press("a")
    manager.keyboard.press("Escape")
    expect(rows.first).to_be_focused()
    expect(rows.first).to_have_attribute("data-key", first)
    manager.keyboard.press("r" if first.startswith("claim") else "x")
    asked = manager.get_by_role("dialog").get_by_role("textbox")
    expect(asked).to_be_focused()
    manager.keyboard.type("哪个月起算？")
    manager.keyboard.press("Tab")
    manager.keyboard.press("Enter")
    expect(manager.locator(f'[data-key="{first}"]')).to_have_count(0)
    expect(manager.locator(f'[data-key="{second}"]')).to_be_focused()
    # The row goes at once; it is sent when it can be undone no longer.
    with manager.expect_response(lambda answer: answer.url.endswith(("/return", "/rejection"))):
        manager.clock.fast_forward(8_000)
    manager.keyboard.press("a")
    expect(manager.locator(f'[data-key="{second}"]')).to_have_count(0)
    with manager.expect_response(lambda answer: answer.url.endswith(("/approval", "/fulfilment"))) as approved:
        manager.clock.fast_forward(8_000)
    position = approved.value.json()["position"]
    states = {state_of(manager, key, position) for key in (first, second)}
    assert states == {"returned", "approved"} or states == {"rejected", "approved"}

    count = manager.locator(".menu a[href='/waiting'] .count")
    waits = number(count)
    claim = acted(manager, "OPS01", "/v1/claims", {"tag": "problem-solved", "description": "半小时内恢复会议系统"})
    expect(manager.locator(f'[data-key="claim:{claim["id"]}"]')).to_be_visible()
    expect(count).to_have_text(str(waits + 1))


def test_one_gesture_decides_one_thing_and_a_sign_out_sends_what_is_held(visitors: Visitors) -> None:
    manager = visitors.signed_in("MKT00", "zh", PHONE)
    claims = claimed(manager, "MKT01", 3)
    sent = posted(manager)
    opened(manager, "/waiting")
    cards = [card(manager, claim) for claim in claims]
    approve, next_approve = (one.get_by_role("button", name=re.compile(r"^批准 \+\d")) for one in cards[:2])
    approve.scroll_into_view_if_needed()
    manager.clock.pause_at(manager.evaluate("Date.now()") / 1000 + 1)
    tapped(manager, approve)
    expect(cards[0]).to_have_count(0)
    manager.clock.run_for(180)
    tapped(manager, next_approve)
    manager.clock.run_for(180)
    told = manager.locator(".held[role=status]")
    expect(told.locator("p")).to_have_count(1)
    expect(cards[1]).to_be_visible()
    manager.clock.resume()
    expect(told).to_contain_text(re.compile(r"已批准 \+\d+：.+ · "))
    assert violations(manager, ".held") == []
    manager.clock.fast_forward(400)
    told.get_by_role("button", name="撤销").tap()
    expect(cards[0]).to_be_focused()
    manager.clock.fast_forward(9_000)
    expect(cards[0]).to_be_visible()
    assert sent == []

    manager.clock.fast_forward(400)
    approve.tap()
    expect(told.locator("p")).to_have_count(1)
    manager.get_by_role("button", name="账户菜单").click()
    manager.get_by_role("menuitem", name="退出登录").click()
    expect(manager.get_by_label("工号")).to_be_visible()
    assert acted(manager, "HR01", f"/v1/claims/{claims[0]}", method="GET")["state"] == "approved"


def test_decisions_are_held_over_pages_undone_sent_and_come_back_when_refused(visitors: Visitors) -> None:
    manager = visitors.signed_in("MKT00", "en", DESKTOP)
    first, second, third, fourth = claimed(manager, "MKT02", 4)
    sent = posted(manager)
    opened(manager, "/waiting")
    told = manager.locator(".held[role=status]")
    expect(card(manager, first)).to_contain_text(re.compile(r"\d+ of \d+"))
    count = manager.locator(".menu a[href='/waiting'] .count")
    waits = int(count.inner_text())

    # A key that is held down, and then from another page.
    card(manager, first).focus()
    for _ in range(6):
        manager.keyboard.down("a")
        manager.clock.fast_forward(500)
    manager.keyboard.up("a")
    # Not by and by: what was decided wrongly is told for eight seconds only.
    assert told.locator("p").count() == 1
    expect(count).to_have_text(str(waits - 1))
    expect(card(manager, second)).to_be_visible()
    manager.locator(".menu a[href='/team']").click()
    manager.wait_for_url("/team")
    expect(told.locator("p")).to_have_count(1)
    manager.keyboard.press("u")
    manager.locator(".menu a[href='/waiting']").click()
    expect(card(manager, first)).to_be_visible()
    expect(count).to_have_text(str(waits))
    assert sent == []

    # Two for one reason, of which somebody else decides one first.
    for claim in (first, second):
        card(manager, claim).get_by_role("checkbox").check()
    manager.get_by_role("button", name="Reject 2").click()
    asked = manager.get_by_role("dialog")
    asked.get_by_label("Reason").fill("重复申报")
    asked.get_by_role("button", name="Reject").click()
    expect(told).to_contain_text("Rejected 2")
    acted(manager, "HR01", f"/v1/claims/{second}/approval", {})
    manager.clock.fast_forward(8_000)
    refused = manager.get_by_role("alert").filter(has_text="Not done: Rejected")
    refused.get_by_role("button").click()
    expect(refused).to_have_count(0)
    assert [state_now(manager, claim) for claim in (first, second)] == ["rejected", "approved"]

    # The stream tells of it before the answer is here.
    answers: list[tuple[Route, APIResponse]] = []
    manager.route("**/approval", lambda route: answers.append((route, route.fetch())))
    card(manager, third).focus()
    manager.keyboard.press("a")
    with manager.expect_response(lambda answer: "state=submitted" in answer.url):
        manager.clock.fast_forward(8_000)
    expect(card(manager, third)).to_have_count(0)
    ((route, answer),) = answers
    with manager.expect_response(lambda answer: "state=submitted" in answer.url):
        route.fulfill(response=answer)
    expect(card(manager, third)).to_have_count(0)
    expect(manager.get_by_role("alert")).to_have_count(0)
    assert state_now(manager, third) == "approved"

    # The page goes.
    manager.unroute_all()
    card(manager, fourth).focus()
    manager.keyboard.press("r")
    asked.get_by_label("Your question").fill("到场多少人？")
    asked.get_by_role("button", name="Return").click()
    expect(told).to_contain_text("Returned")
    manager.goto("/decided")
    expect(manager.locator("tbody tr").first).to_contain_text("到场多少人？")
    assert violations(manager) == []


def test_the_card_of_an_answered_claim_has_the_question_and_what_the_answer_changed(visitors: Visitors) -> None:
    manager = visitors.signed_in("TEC00", "en", PHONE, "/waiting")
    said = {"tag": "problem-solved", "description": "修复支付网关", "evidence": ["工单 1"]}
    claim = acted(manager, "TEC03", "/v1/claims", said)["id"]
    acted(manager, "TEC00", f"/v1/claims/{claim}/return", {"reason": "影响了多少笔订单？"})
    answer = {"answer": "共 70 笔", "description": "修复支付网关，影响 70 笔订单", "evidence": ["工单 1", "订单清单"]}
    acted(manager, "TEC03", f"/v1/claims/{claim}/resubmission", answer)
    twin = acted(manager, "TEC03", "/v1/claims", {**said, "description": "支付网关恢复"})
    position = twin["position"]
    read(manager, f"/v1/claims/{claim}", position)
    manager.reload()
    answered = manager.locator(f'[data-key="claim:{claim}"]').get_by_test_id("rounds")
    expect(answered).to_contain_text("影响了多少笔订单？")
    expect(answered).to_contain_text("共 70 笔")
    expect(answered.locator(".claim-long").first).to_have_text("before修复支付网关")
    expect(answered.locator(".claim-long").nth(2)).to_contain_text("工单 1")
    expect(answered).not_to_contain_text("Points")
    again = manager.locator(f'[data-key="claim:{twin["id"]}"]').get_by_test_id("unusual")
    expect(again).to_contain_text("An earlier claim has the same amount and the same evidence")
    expect(again.get_by_role("link", name="Open it")).to_have_attribute("href", f"/claims/{claim}")
    assert violations(manager) == []


def knows(page: Page, *numbers: str) -> None:
    """As in a large organisation, of whose people a page knows the first: these."""

    def first(route: Route) -> None:
        answer = route.fetch()
        people = answer.json()
        items = [one for one in people["items"] if one["employee_no"] in numbers]
        route.fulfill(response=answer, json={**people, "items": items, "next_cursor": "more"})

    page.route(re.compile(r"/v1/employees\?.*limit=1000\b"), first)


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


def card(page: Page, claim: str) -> Locator:
    return page.locator(f'[data-key="claim:{claim}"]')


def claimed(page: Page, login: str, count: int) -> list[str]:
    said = {"tag": "problem-solved", "description": "展会当天断网，半小时内恢复"}
    claims = [acted(page, login, "/v1/claims", said) for _ in range(count)]
    read(page, "/v1/claims", claims[-1]["position"])
    return [claim["id"] for claim in claims]


def tapped(page: Page, button: Locator) -> None:
    """Taps where a button is, as a finger does, and waits until the page has heard of it."""
    box = button.bounding_box()
    assert box is not None
    place = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert button.evaluate("(one, place) => one.contains(document.elementFromPoint(...place))", place)
    page.evaluate(
        "() => { window.heard = new Promise((done) => addEventListener('click', done, {capture: true, once: true})) }"
    )
    page.touchscreen.tap(*place)
    page.evaluate("() => window.heard.then(() => undefined)")


def opened(page: Page, path: str) -> None:
    """With a clock that the drive moves on."""
    page.clock.install()
    page.goto(path)


def posted(page: Page) -> list[str]:
    """What the page asks the service to do, as it does."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    return asked


def state_now(page: Page, claim: str) -> str:
    return str(page.context.request.get(f"/v1/claims/{claim}").json()["state"])
