"""What hr and the admin do on the page: an import whose bad row is mended, a key that is shown once; and what stands in
whose menu."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read, violations
from tests.page.menus import EMPLOYEE
from tests.service import TILL

HEADER = "工号,积分,到期日,来源编号,备注"
IMAGE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


def send(page: Page, name: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_url(re.compile("/imports/[^?]+$"))


def balance(page: Page, employee: str) -> int:
    return int(page.context.request.get(f"/v1/accounts/{employee}").json()["balance"])


def confirm(page: Page, says: str, *, without: str = "") -> None:
    page.get_by_role("button", name="Confirm and import").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(says)
    if without:
        dialog.get_by_role("checkbox", name=without).check()
    dialog.get_by_role("button", name="Confirm and import").click()
    expect(page.get_by_text("Imported", exact=True).first).to_be_visible()


def test_s58_a_bad_row_is_named_mended_and_written(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "en", DESKTOP, "/imports?kind=opening-balances")
    before = balance(page, "OPS02")
    rows = ["OPS01,40,2099-12-31,OLD-1,期初", "OPS99,25,2099-12-31,OLD-2,<b>期初</b>"]
    send(page, "期初余额.csv", "\n".join([HEADER, *rows]).encode())
    expect(page.get_by_text("1 row can’t be imported")).to_be_visible()
    bad = page.get_by_role("region", name="Rows", exact=True).get_by_role("row").nth(1)
    expect(bad).to_contain_text("OPS99")
    expect(bad).to_contain_text("Employee no:")
    expect(bad).to_contain_text("<b>期初</b>")
    expect(page.get_by_role("region", name="Sample")).to_contain_text("OPS01")
    assert violations(page) == []

    with page.expect_download() as downloaded:
        page.get_by_role("link", name="CSV").click()
    to_mend = downloaded.value.path().read_bytes()
    confirm(page, "1 row will be imported", without="Leave out 1 row with problems")
    page.get_by_role("link", name="Upload the corrected file").click()
    send(page, "mended.csv", to_mend.replace(b"OPS99", b"OPS02"))
    expect(page.get_by_text("Every row follows the rules")).to_be_visible()
    confirm(page, "1 row will be imported")
    head = page.context.request.get("/v1/audit/verification").json()["head"]
    assert read(page, "/v1/accounts/OPS02", head)["balance"] == before + 25


def test_s58_rows_that_look_the_same_are_asked_about_and_may_follow(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "zh", PHONE, "/imports?kind=opening-balances")
    before = balance(page, "OPS03")
    rows = ["OPS03,61,2099-12-31,SAME-1,期初", "OPS03,61,2099-12-31,SAME-2,期初", "OPS0３３,1,2099-12-31,SAME-3,期初"]
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": "期初余额.csv", "mimeType": "text/csv", "buffer": "\n".join([HEADER, *rows]).encode()}
    )
    page.get_by_role("button", name="开始校验").click()
    expect(page.get_by_text("1 行疑似重复导入，是否导入由您决定")).to_be_visible()
    listed = page.get_by_role("main")
    expect(listed).to_contain_text("1 行将新增")
    expect(listed).to_contain_text("没有姓名或工号为“OPS0３３”的人；是否指")
    listed.get_by_text("疑似重复 1").click()
    expect(listed).to_contain_text("与本文件第 2 行相同")
    assert violations(page) == []

    page.get_by_role("button", name="确认并导入").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="不导入有问题的 1 行").check()
    dialog.get_by_role("button", name="确认并导入").click()
    expect(dialog.get_by_text("请选择")).to_be_visible()
    dialog.get_by_role("radio", name="确属重复，不导入").check()
    assert violations(page) == []
    dialog.get_by_role("button", name="确认并导入").click()
    expect(listed).to_contain_text("1 行已新增")
    page.get_by_role("button", name="导入已略过的行").click()
    page.get_by_role("dialog").get_by_role("button", name="导入已略过的行").click()
    expect(page.get_by_role("button", name="导入已略过的行")).to_have_count(0)
    expect(listed).to_contain_text("已导入 2")
    expect(listed).to_contain_text("2 行已新增")
    head = page.context.request.get("/v1/audit/verification").json()["head"]
    assert read(page, "/v1/accounts/OPS03", head)["balance"] == before + 122


@pytest.mark.full
def test_s58_a_renamed_image_is_no_table(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "en", PHONE, "/imports")
    send(page, "people.csv", IMAGE)
    expect(page.get_by_role("alert")).to_contain_text("This file could not be accepted")


def test_an_api_key_shows_its_secret_once_and_ends_when_it_is_revoked(visitors: Visitors) -> None:
    page = visitors.signed_in("ROOT", "zh", PHONE, "/api-keys")
    page.get_by_role("button", name="新建密钥").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("使用的系统").fill("工单系统")
    for field, choice in (("可记录的价值标签", "问题解决"), ("部门（含下级部门）", "技术部")):
        dialog.get_by_role("combobox", name=field).fill(choice)
        page.get_by_title(choice, exact=True).last.click()
        page.keyboard.press("Tab")  # which adds nothing
    assert dialog.locator(".ant-select-selection-item").all_inner_texts() == ["问题解决", "技术部"]
    dialog.get_by_label("截止日期").fill("2099-12-31")
    dialog.get_by_role("button", name="新建密钥").click()
    secret = dialog.get_by_test_id("secret").inner_text().strip()
    assert violations(page) == []
    assert claimed(visitors, secret) == 201
    dialog.get_by_role("button", name="我已保存").click()
    expect(page.get_by_test_id("secret")).to_have_count(0)
    key = page.get_by_role("listitem").filter(has_text="工单系统")
    expect(key).to_contain_text("有效")
    assert secret not in page.content()
    page.reload()
    expect(key).to_contain_text("有效")
    assert secret not in page.content()

    key.get_by_role("button", name="吊销").click()
    page.get_by_role("dialog").get_by_role("button", name="吊销").click()
    expect(key).to_contain_text("已吊销")
    assert claimed(visitors, secret) == 401


def claimed(visitors: Visitors, secret: str) -> int:
    """The outside system records a fixed bug."""
    action: dict[str, Any] = {"employee": "TEC01", "tag": "problem-solved", "description": "修复登录故障"}
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "BUG-1"}
    return httpx.post(f"{visitors.url}/v1/claims", json=action, headers=headers, timeout=30).status_code


def test_a_day_that_no_year_has_is_refused_at_its_field_and_the_button_is_itself_again(visitors: Visitors) -> None:
    page = visitors.signed_in("ROOT", "en", PHONE, "/organisation")
    change, dialog = page.get_by_role("button", name="Change: How long points last"), page.get_by_role("dialog")
    change.click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing was changed")).to_be_visible()
    change.click()
    dialog.get_by_label("On a fixed day of the year").check()
    dialog.get_by_label("Month", exact=True).fill("2")
    dialog.get_by_label("Day", exact=True).fill("30")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("This month has 29 days at most.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Save", exact=True)).to_be_visible()


@pytest.mark.full
def test_a_change_of_a_record_begins_from_what_holds_on_its_day(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "en", PHONE, "/people/ADM03")
    dialog = page.get_by_role("dialog")
    change, save = page.get_by_role("button", name="Change", exact=True), dialog.get_by_role("button", name="Save")
    change.click()
    save.click()
    expect(page.get_by_text("Nothing was changed")).to_be_visible()

    change.click()
    dialog.get_by_label("Effective from").fill("2099-01-01")
    dialog.get_by_label("Position").fill("Lead")
    save.click()
    expect(page.get_by_text("since 1 Jan 2099")).to_be_visible()
    change.click()
    expect(dialog.get_by_role("status")).to_contain_text("from 1 Jan 2099")
    expect(dialog.get_by_label("Position")).not_to_have_value("Lead")
    dialog.get_by_label("Effective from").fill("2099-02-01")
    expect(dialog.get_by_label("Position")).to_have_value("Lead")
    expect(dialog.get_by_role("status")).to_have_count(0)


def test_who_only_stands_in_for_another_finds_what_was_delegated(visitors: Visitors) -> None:
    page = visitors.signed_in("ADM02", "en", PHONE)
    body = {"to": "ADM02", "what": ["redemptions"], "starts_on": "2020-01-01", "ends_on": TILL}
    given = acted(page, "ADM00", "/v1/delegations", body)
    page.goto("/waiting")
    expect(page.get_by_role("heading", name="Waiting for me")).to_be_visible()
    page.get_by_role("button", name="More").click()
    expect(page.locator(".menu a").first).to_be_visible()
    links = {link.get_attribute("href") for link in page.locator(".menu a").all()}
    assert links == EMPLOYEE | {"/waiting", "/decided", "/delegations"}
    acted(page, "ADM00", f"/v1/delegations/{given['id']}/revocation", None)
