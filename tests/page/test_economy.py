"""What hr runs the points with: a tag that is tried, revised and used, budgets in a table, redemptions and exports."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read, violations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "code": "Code",
        "name": "Name",
        "second": "Second name",
        "called": "Fewer faults",
        "steps": "Steps",
        "unit": "Unit",
        "threshold": "Threshold",
        "points": "Points of the step",
        "create": "Create",
        "quantity": "Quantity (%)",
        "nothing": "Does not qualify",
        "revise": "Revise",
        "save": "Save revision",
        "fulfil": "Fulfil",
        "prepare": "Prepare export",
        "take_over": "Take over",
        "taken_over": "Taken over",
    },
    "zh": {
        "code": "编码",
        "name": "名称",
        "second": "第二名称",
        "called": "故障率下降",
        "steps": "阶梯",
        "unit": "单位",
        "threshold": "门槛",
        "points": "该级积分",
        "create": "创建",
        "quantity": "数量（%）",
        "nothing": "不符合条件",
        "revise": "修订",
        "save": "保存新版本",
        "fulfil": "兑现",
        "prepare": "生成导出单",
        "take_over": "接收确认",
        "taken_over": "已接收",
    },
}
BOTH = pytest.mark.parametrize(
    ("language", "width"), [("en", DESKTOP), pytest.param("zh", PHONE, marks=pytest.mark.full)]
)


@BOTH
def test_a_tag_is_tried_revised_and_used(visitors: Visitors, language: str, width: int) -> None:
    words, code = WORDS[language], f"faults-{language}"
    hr = visitors.signed_in("HR01", language, width, "/tags/new")
    hr.get_by_label(words["code"], exact=True).fill(code)
    hr.get_by_label(words["name"], exact=True).fill("故障率下降")
    hr.get_by_label(words["second"]).first.fill("Fewer faults")
    hr.locator(".choice", has_text=words["steps"]).click()
    hr.get_by_label(words["unit"], exact=True).fill("%")
    # Digits of any width are digits, and commas may part the thousands.
    hr.get_by_label(words["threshold"], exact=True).fill("１５")
    hr.get_by_label(words["points"], exact=True).fill("１，１５０")
    hr.get_by_label(words["points"], exact=True).blur()
    expect(hr.get_by_label(words["points"], exact=True)).to_have_value("1150")
    hr.get_by_label(words["points"], exact=True).fill("１５０")

    # The draft is tried before it is a tag: 15 is reached at 15, not below.
    tried(hr, words, "14.9")
    expect(hr.locator(".trial-result")).to_contain_text(words["nothing"])
    tried(hr, words, "15")
    expect(hr.locator(".trial-points")).to_have_text("150")
    assert violations(hr) == []
    hr.reload()
    expect(hr.get_by_label(words["points"], exact=True)).to_have_value("150")
    hr.get_by_role("button", name=words["create"], exact=True).click()
    expect(hr).to_have_url(re.compile(f"/tags/{code}$"))
    expect(hr.get_by_role("heading", level=1)).to_have_text(words["called"])
    assert claimed(hr, code, "20")["points"] == 150

    hr.get_by_role("button", name=words["revise"], exact=True).click()
    hr.get_by_label(words["points"], exact=True).fill("180")
    hr.get_by_role("button", name=words["save"]).click()
    expect(hr.locator(".revisions del")).to_contain_text("150")
    expect(hr.locator(".revisions ins")).to_contain_text("180")
    tried(hr, words, "20")
    expect(hr.locator(".trial-points")).to_have_text("180")
    assert claimed(hr, code, "20")["points"] == 180
    assert violations(hr) == []


@pytest.mark.full
def test_only_the_budgets_that_were_changed_are_sent_and_a_refusal_stands_at_its_row(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "en", DESKTOP, "/budgets")
    ops, tec = (hr.locator(f"input[data-budget={owner}]") for owner in ("OPS00", "TEC00"))
    expect(tec).to_have_value(re.compile(r"^\d+$"))
    was = int(tec.input_value())
    ops.click()
    paste(hr, f"2600\n{was + 100}\n")
    hr.get_by_role("button", name="Take over 2").click()
    expect(tec).to_have_value(str(was + 100))
    ops.fill("1")
    ops.press("Enter")
    expect(tec).to_be_focused()
    expect(hr.locator("#budget-OPS00-wrong")).to_be_visible()
    assert violations(hr) == []

    # Typed, not sent, and there again after a reload; what can't be is gone to, and nothing is sent.
    hr.reload()
    hr.get_by_role("button", name="Save 2").click()
    expect(ops).to_be_focused()
    ops.fill("2600")
    with hr.expect_request(lambda request: request.method == "PUT") as sent:
        hr.get_by_role("button", name=re.compile("^Save")).click()
    body: Any = sent.value.post_data_json
    assert sorted(item["owner"] for item in body["items"]) == ["OPS00", "TEC00"]
    expect(hr.locator(".save-bar")).to_have_count(0)
    expect(tec).to_have_value(str(was + 100))


def test_what_pasted_budgets_change_is_shown_before_it_is_in_the_table(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "zh", PHONE, "/budgets")
    ops, tec = (hr.locator(f"input[data-budget={owner}]") for owner in ("OPS00", "TEC00"))
    expect(tec).to_have_value(re.compile(r"^\d+$"))
    before = {ops: ops.input_value(), tec: tec.input_value()}
    dialog = hr.get_by_role("dialog")

    # Who is named in any way; heads are no points, since the heading says which are; who is unknown is named.
    ops.click()
    paste(hr, "工号\t人数\t积分\nｏｐｓ００\t12\t１２，３４５\nX99\t3\t700\nTEC00\t9\t\n")
    expect(dialog).to_contain_text("X99（第 3 行）")
    expect(dialog.locator("tbody tr")).to_have_count(1)
    expect(dialog.locator("tbody tr")).to_contain_text("12,345")
    assert violations(hr) == []
    assert {ops: ops.input_value(), tec: tec.input_value()} == before
    dialog.get_by_role("button", name="采用 1 项").click()
    expect(ops).to_have_value("12345")
    expect(tec).to_have_value(before[tec])

    # Without a heading somebody says which; numbers of people alone are never points; an empty cell stays where it is.
    ops.click()
    paste(hr, "OPS00\t12\t700\n")
    expect(dialog.locator("tbody tr")).to_have_count(0)
    expect(dialog.get_by_role("button", name="采用 0 项")).to_be_disabled()
    dialog.get_by_role("button", name="取消").click()
    ops.click()
    paste(hr, "OPS00\nTEC00\n")
    expect(dialog).to_contain_text("没有可作为积分的内容")
    dialog.get_by_role("button", name="取消").click()
    ops.click()
    paste(hr, "\n８００\n")
    expect(dialog.locator("tbody tr")).to_contain_text(["TEC00"])
    dialog.get_by_role("button", name="取消").click()
    hr.get_by_role("button", name="放弃").click()


@BOTH
def test_a_redemption_is_fulfilled_exported_and_taken_over(visitors: Visitors, language: str, width: int) -> None:
    words = WORDS[language]
    hr = visitors.signed_in("HR01", language, width, "/fulfilment")
    redemption = acted(hr, "FIN03", "/v1/redemptions", {"reward": "half-day"})
    read(hr, "/v1/redemptions", redemption["position"])
    hr.reload()
    hr.get_by_role("button", name=re.compile(f"^{words['fulfil']}[:：] ?.*FIN03")).first.click()
    expect(hr.get_by_role("button", name=re.compile("FIN03"))).to_have_count(0)
    assert violations(hr) == []

    hr.goto("/exports")
    hr.get_by_role("button", name=words["prepare"]).click()
    expect(hr).to_have_url(re.compile("/exports/[0-9a-f-]+$"))
    expect(hr.get_by_text("FIN03").first).to_be_visible()
    assert violations(hr) == []

    payroll = visitors.signed_in("PAY01", language, width, urlsplit(hr.url).path)
    payroll.get_by_role("button", name=words["take_over"]).click()
    payroll.get_by_role("dialog").get_by_role("button", name=words["take_over"]).click()
    expect(payroll.locator(".state")).to_have_text(words["taken_over"])
    files = payroll.get_by_role("link", name=re.compile("CSV|XLSX"))
    assert all(payroll.request.get(files.nth(one).get_attribute("href") or "").status == 200 for one in range(2))


def test_a_bonus_goes_through_payroll_to_the_employee(visitors: Visitors) -> None:
    """S8's, which hr has fulfilled."""
    hr = visitors.signed_in("HR01", "en", DESKTOP, "/exports?kind=bonus")
    employee = visitors.signed_in("FIN01", "zh", PHONE, "/redemptions")
    expect(employee.locator(".state", has_text="待发放")).to_be_visible()
    hr.get_by_role("button", name="Prepare export").click()
    expect(hr).to_have_url(re.compile("/exports/[0-9a-f-]+$"))
    expect(hr.get_by_text("5,000.00").first).to_be_visible()
    payroll = visitors.signed_in("PAY01", "en", DESKTOP, urlsplit(hr.url).path)
    payroll.get_by_role("button", name="Take over").click()
    payroll.get_by_role("dialog").get_by_role("button", name="Take over").click()
    expect(payroll.locator(".state")).to_have_text("Taken over")
    employee.reload()
    expect(employee.locator(".state", has_text="工资发放")).to_be_visible()
    assert violations(employee) == []


def test_a_reward_of_much_money_says_that_another_hr_confirms_it(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "en", DESKTOP, "/countersignatures")
    terms = {"code": "car", "name": "汽车", "kind": "bonus", "cost": 100_000, "amount": "200000"}
    acted(hr, "HR01", "/v1/rewards", terms)
    hr.reload()
    expect(hr.get_by_text("200,000.00").first).to_be_visible()
    assert violations(hr) == []
    row = hr.get_by_role("row").filter(has_text="200,000.00")
    expect(row.get_by_role("button", name=re.compile("^Confirm"))).to_have_count(0)
    row.get_by_role("button", name=re.compile("^Reject")).first.click()
    hr.get_by_role("dialog").get_by_role("textbox").fill("太贵")
    hr.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(hr.get_by_text("200,000.00")).to_have_count(0)


def test_claims_are_found_by_their_address_and_three_are_decided_with_one_reason(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "en", DESKTOP, "/claims/all")
    rule = {"type": "per_unit", "unit": "h", "per": "1", "points": 1}
    acted(hr, "HR01", "/v1/tags", {"code": "hours-saved", "name": "Hours saved", "rule": rule})
    claims = [
        acted(hr, number, "/v1/claims", {"tag": "hours-saved", "description": f"{hours} hours", "quantity": hours})
        for number, hours in (("FIN01", "5"), ("FIN02", "9"), ("FIN03", "7"))
    ]
    read(hr, "/v1/claims", claims[-1]["position"])
    hr.route("**/v1/stream*", lambda _: None)  # nobody tells this page that somebody else was first
    hr.goto("/claims/all?tag=hours-saved&state=submitted")
    rows = hr.locator(".listing-table tbody tr")
    expect(rows).to_contain_text(["7 hours", "9 hours", "5 hours"])
    hr.get_by_role("button", name="Points", exact=True).click()
    expect(hr).to_have_url(re.compile("sort=-points"))
    hr.reload()
    expect(rows).to_contain_text(["9 hours", "7 hours", "5 hours"])
    expect(hr.get_by_role("columnheader", name="Points")).to_have_attribute("aria-sort", "descending")
    expect(hr.get_by_text("3 entries")).to_be_visible()
    file = hr.request.get(hr.get_by_role("link", name="CSV").get_attribute("href") or "").text()
    assert re.findall(r"\d hours", file) == ["9 hours", "7 hours", "5 hours"], "the file is the list as it is shown"

    hr.get_by_role("checkbox", name="Select all shown").check()
    hr.get_by_role("button", name="Reject 3").click()
    assert violations(hr) == []
    acted(hr, "FIN03", f"/v1/claims/{claims[2]['id']}/withdrawal")
    dialog = hr.get_by_role("dialog")
    dialog.get_by_role("button", name="Reject 3").click()
    expect(dialog).to_contain_text("Say why")
    dialog.get_by_role("textbox").fill("已由系统记录")
    dialog.get_by_role("button", name="Reject 3").click()
    bar = hr.locator(".bulk-bar")
    expect(bar).to_contain_text("2 done, 1 refused")
    expect(bar.get_by_role("listitem")).to_contain_text("7 hours")
    expect(rows).to_have_count(0)
    became = [hr.request.get(f"/v1/claims/{claim['id']}").json() for claim in claims]
    assert [(one["state"], one["reason"]) for one in became] == [
        ("rejected", "已由系统记录"), ("rejected", "已由系统记录"), ("withdrawn", None),
    ]  # fmt: skip
    hr.get_by_role("button", name=re.compile("^Remove the filter: Value tag")).click()
    expect(hr).not_to_have_url(re.compile("tag="))


def test_hr_is_told_whose_redemption_waits(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "en", PHONE, "/notifications")
    expect(hr.get_by_text(re.compile("Redemption “.+” of .+: waiting to be fulfilled")).first).to_be_visible()


def test_people_are_picked_by_pinyin_and_by_number_on_a_phone(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "zh", PHONE, "/reversals")
    picker = hr.get_by_role("combobox", name="员工")
    options = hr.locator(".ant-select-item-option")
    for typed, name in [
        ("zengshilin", "曾试琳 · MKT05"),
        ("lxl", "林小例 · FIN01"),
        ("林xl", "林小例 · FIN01"),
        ("lin'xiao'l", "林小例 · FIN01"),
        ("ｆｉｎ０１", "林小例 · FIN01"),
    ]:
        picker.fill(typed)
        expect(options).to_have_count(1)
        expect(options).to_contain_text(name)
    touched = options.bounding_box()
    assert touched is not None and touched["height"] >= 44
    picker.fill("zzzz")
    expect(hr.get_by_text("没有找到。可尝试姓名、拼音或工号的一部分。")).to_be_visible()

    # The letters that an input method still composes are searched for, too, and so is the character that it puts there.
    picker.fill("")
    ime = hr.context.new_cdp_session(hr)
    ime.send("Input.imeSetComposition", {"text": "zeng's", "selectionStart": 6, "selectionEnd": 6})
    expect(options).to_have_count(1)
    expect(options).to_contain_text("曾试琳 · MKT05")
    ime.send("Input.insertText", {"text": "林小"})
    expect(options).to_contain_text(["林小例 · FIN01"])
    options.click()
    expect(hr).to_have_url(re.compile("employee=FIN01"))
    expect(options).to_be_hidden()
    assert violations(hr) == []


def test_a_second_hr_reads_what_a_limit_was_and_would_be(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR02", "en", DESKTOP, "/countersignatures")
    asked = acted(hr, "HR01", "/v1/organisation", {"limits": {"points": 12_000, "money_per_day": "900"}}, "PATCH")
    read(hr, "/v1/countersignatures", asked["position"])
    hr.reload()
    row = hr.get_by_role("row", name=re.compile("Settings"))
    expect(row).to_contain_text("Points at once: 10,000 → 12,000")
    expect(row).to_contain_text(re.compile(r"A day of leave counts as: \D*1,000.00 → \D*900.00"))
    expect(row).not_to_contain_text("Money at once")
    hr.get_by_role("button", name=re.compile("^Reject")).first.click()
    hr.get_by_role("dialog").get_by_role("textbox").fill("先不改")
    hr.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(row).to_have_count(0)
    first = visitors.signed_in("HR01", "en", DESKTOP, "/notifications")
    expect(first.get_by_text(re.compile("rejected what you asked for: Settings"))).to_be_visible()


def test_payroll_begins_with_the_kind_of_the_export_that_waits_for_it(visitors: Visitors) -> None:
    payroll = visitors.signed_in("PAY01", "en", DESKTOP, "/exports")
    award = {"employee": "TEC01", "tag": "problem-solved", "reason": "攻关", "instant": True}
    acted(payroll, "HR01", "/v1/grants", award)
    terms = {"code": "talk", "name": "演讲课", "kind": "training", "cost": 10, "course": "演讲", "approval": "none"}
    acted(payroll, "HR01", "/v1/rewards", terms)
    asked = acted(payroll, "TEC01", "/v1/redemptions", {"reward": "talk"})
    acted(payroll, "HR01", f"/v1/redemptions/{asked['id']}/fulfilment")
    export = acted(payroll, "HR01", "/v1/exports/training")
    read(payroll, "/v1/exports", export["position"])
    payroll.reload()
    expect(payroll.get_by_role("radio", name="Training")).to_be_checked()
    expect(payroll.get_by_role("button", name=re.compile("^Take over"))).to_be_visible()


def tried(page: Page, words: dict[str, str], quantity: str) -> None:
    page.get_by_label(words["quantity"], exact=True).fill(quantity)


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData('text', text);
            const pasted = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(pasted);
        }""",
        text,
    )


def claimed(page: Page, tag: str, quantity: str) -> dict[str, Any]:
    said = {"tag": tag, "description": "替换老旧服务器后故障减少", "quantity": quantity}
    answer: dict[str, Any] = acted(page, "TEC01", "/v1/claims", said)
    return answer


def test_tags_are_taken_from_the_library_several_at_once_row_by_row(visitors: Visitors) -> None:
    hr = visitors.signed_in("HR01", "en", PHONE, "/tags")
    hr.get_by_role("button", name="From the library").click()
    for name in ("Suggestion", "Satisfied customers", "Project delivered"):
        hr.get_by_role("checkbox", name=name).check()
    row = hr.locator(".tag-library > li")
    suggestion, project = row.filter(has_text="taken up"), row.filter(has_text="project system")
    suggestion.get_by_label("Name").fill("")
    project.get_by_label("Points").fill("25")
    assert violations(hr) == []
    hr.get_by_role("button", name="Add 3 tags").click()
    expect(hr.locator(".bulk-bar")).to_contain_text("2 done, 1 refused, with reasons")
    expect(suggestion.get_by_role("alert")).to_be_visible()
    expect(project.get_by_role("link", name="Already added")).to_be_visible()

    suggestion.get_by_label("Name").fill("Ideas")
    hr.get_by_role("button", name="Add 1 tag", exact=True).click()
    expect(suggestion.get_by_role("link", name="Already added")).to_be_visible()
    project.get_by_role("link", name="Already added").click()
    expect(hr).to_have_url(re.compile("/tags/project-delivered$"))
    expect(hr.get_by_role("main")).to_contain_text("25 points")


def test_a_revision_begins_with_what_is_in_force_and_an_announced_one_is_changed_and_withdrawn(
    visitors: Visitors,
) -> None:
    hr = visitors.signed_in("HR01", "en", DESKTOP, "/tags")
    tag = {"code": "announced", "name": "Announced", "rule": {"type": "fixed", "points": 100}}
    acted(hr, "HR01", "/v1/tags", tag)
    later = {"name": "Announced", "rule": {"type": "fixed", "points": 200}, "effective_from": "2099-01-01"}
    read(hr, "/v1/tags/announced", acted(hr, "HR01", "/v1/tags/announced/revisions", later)["position"])

    hr.goto("/tags/announced/revise")
    points = hr.get_by_role("spinbutton", name="Points", exact=True)
    expect(points).to_have_value("100")
    expect(hr.get_by_role("status").filter(has_text="Revision 2 is announced")).to_be_visible()
    hr.get_by_role("button", name="Save revision").click()
    expect(hr.get_by_role("alert")).to_contain_text("Nothing would change")
    hr.get_by_label("Effective from").fill("2099-01-02")
    expect(points).to_have_value("200")
    hr.get_by_label("Effective from").fill(today(hr))
    expect(points).to_have_value("100")
    points.fill("110")
    assert violations(hr) == []
    hr.get_by_role("button", name="Save revision").click()
    expect(hr.locator(".ant-notification")).to_contain_text("revision 2 says otherwise")

    expect(hr).to_have_url(re.compile("/tags/announced$"))
    hr.get_by_role("button", name="Change: revision 2").click()
    expect(points).to_have_value("200")
    points.fill("220")
    hr.get_by_role("button", name="Save revision").click()
    announced = hr.locator(".revisions > li", has_text="Revision 4")
    expect(announced).to_contain_text("Announced")
    hr.get_by_role("button", name="Withdraw: revision 4").click()
    hr.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(announced).to_contain_text("Withdrawn")
    assert violations(hr) == []


def today(page: Page) -> str:
    day: str = page.get_by_label("Effective from").get_attribute("min") or ""
    return day
