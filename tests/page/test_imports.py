"""How a file is read, on the page: shown before anything of it is imported, and said otherwise where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from ledger.infrastructure.files.reading import Choices
from tests.imports.corpus.texts import TEXTS
from tests.imports.corpus.workbooks import WORKBOOKS
from tests.imports.corpus.workbooks import content as book_of
from tests.page.browser import PHONE, Visitors, violations

TITLES = ("运营部积分结存（2026年11月）", "制表：人事部,,2026-11-03", "")
HEADERS = "员工代号,称呼,结存数,缘由"
NAMES = ["张三", "李四", "王五", "赵六", "欧阳娜娜", "司马光", "诸葛亮", "关羽"]
ASKED = "\n".join(
    ["employee_no,points,reason", *(f"OPS0{n % 4 + 1},{n + 40},{name}" for n, name in enumerate(NAMES))]
).encode("gbk")
"""Of which nobody knows the encoding for certain."""
UNDER_WAY = 60_000
"""How long a loaded machine may take to begin the process that reads a file."""


def sent(page: Page, kind: str, name: str, content: bytes) -> None:
    """Chosen and uploaded on the page of imports; what comes is the import's own."""
    page.goto(f"/imports?kind={kind}")
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("button[type=submit]").click()
    page.wait_for_url(re.compile("/imports/[^?/]+$"))


def confirmation(page: Page) -> Locator:
    return page.get_by_role("button", name="确认并导入")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def has_large_targets(part: Locator) -> bool:
    """What is touched to say something: each is as large as a thumb, or within what is."""
    touched = [one for one in part.locator("select, button, label").all() if one.is_visible()]
    boxes = [one.bounding_box() for one in touched]
    return bool(boxes) and all(box is not None and box["height"] >= 44 for box in boxes)


def test_s58_a_file_with_titles_and_unknown_headers_in_gb18030_is_told_how_it_reads(visitors: Visitors) -> None:
    rows = ("OPS03,诸葛亮,17,期初", "OPS04,欧阳娜娜,23,期初", "合计,,40,")
    content = "\r\n".join([*TITLES, HEADERS, *rows]).encode("gb18030")
    page = visitors.signed_in("HR01", "zh", PHONE)
    sent(page, "opening-balances", "结存.csv", content)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("标题行缺少这些列：工号、积分", timeout=UNDER_WAY)
    reading = page.get_by_role("region", name="文件的读取方式")
    gb18030 = reading.get_by_role("radiogroup", name="文字编码").locator("label").filter(has_text="GB18030")
    expect(gb18030).to_contain_text("员工代号")
    gb18030.click()
    reading.get_by_role("row").filter(has_text="称呼").click()
    for header, column in (("A 列", "工号"), ("C 列", "积分"), ("D 列", "事由")):
        reading.get_by_role("combobox", name=header).select_option(label=column)
    assert violations(page) == []
    assert fits(page) and has_large_targets(reading)
    reading.get_by_role("button", name=re.compile("重新读取")).click()

    expect(page.get_by_text("每一行都符合规则")).to_be_visible(timeout=UNDER_WAY)
    expect(alert).to_have_count(0)
    expect(reading).to_contain_text("标题行上方的 2 行不读取（第 1、2 行）")
    expect(reading).to_contain_text("1 行是合计（第 7 行），不读取，也不计入积分")
    header = reading.get_by_role("radio", checked=True).last
    expect(header).to_have_accessible_name("第 4 行是标题行")
    expect(reading.get_by_role("combobox", name="B 列，称呼")).to_have_value("-")
    confirmation(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("共 40 积分")
    confirmation(dialog.page).last.click()
    expect(page.get_by_text("已导入", exact=True).first).to_be_visible(timeout=UNDER_WAY)
    expect(page.get_by_text("文件的读取方式")).to_be_visible()

    # The next file with these headers is read so at once.
    sent(page, "opening-balances", "结存-12.csv", "\r\n".join([HEADERS, "TEC03,诸葛亮,19,期初"]).encode())
    known = reading.get_by_role("columnheader").filter(has_text="员工代号")
    expect(known).to_contain_text("沿用上次的选择", timeout=UNDER_WAY)


def test_what_can_be_read_in_several_ways_is_answered_before_it_can_be_confirmed(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "en", PHONE)
    sent(page, "opening-balances", "balances.csv", ASKED)
    question = page.get_by_role("group", name="One question before it can be imported")
    expect(question).to_contain_text("张三, 李四, 王五", timeout=UNDER_WAY)
    confirm = page.get_by_role("button", name="Confirm and import")
    expect(confirm).to_be_disabled(timeout=UNDER_WAY)
    page.get_by_role("button", name="Say first how the file is read: Encoding").click()
    reading = page.get_by_role("region", name="How this file is read")
    expect(reading.get_by_role("heading", name="How this file is read")).to_be_focused()
    assert violations(page) == []
    assert fits(page)
    reading.get_by_role("button", name="Answer and read again").click()
    expect(question).to_have_count(0)
    expect(confirm).to_be_enabled(timeout=UNDER_WAY)
    assert reading.get_by_role("button", name="again").count() == 0
    reading.get_by_role("radiogroup", name="Encoding").locator("label").filter(has_text="Big5").click()
    reading.get_by_role("button", name="Discard").click()
    expect(reading.get_by_role("radio", name=re.compile("GB18030"))).to_be_checked()


def test_a_header_that_may_mean_several_columns_is_asked_about(visitors: Visitors) -> None:
    page = visitors.signed_in("HR01", "zh", PHONE)
    sent(page, "employees", "入职.csv", "工号,姓名,日期\nFIN01,林小例,2022-07-15".encode())
    question = page.get_by_role("group", name="导入前需要回答 1 个问题")
    answer = page.get_by_role("button", name="回答并重新读取")
    expect(answer).to_be_disabled(timeout=UNDER_WAY)
    question.get_by_role("combobox", name="C 列 日期").select_option(label="入职日期")
    answer.click()
    expect(question).to_have_count(0, timeout=UNDER_WAY)
    expect(page.get_by_role("combobox", name="C 列，日期")).to_have_value("hired_on")
    expect(confirmation(page)).to_be_enabled(timeout=UNDER_WAY)


@pytest.mark.full
def test_a_table_of_a_hundred_columns_scrolls_in_its_own_place(visitors: Visitors) -> None:
    width = 100
    header = ["employee_no", "points", *(f"列{n}" for n in range(3, width + 1))]
    content = "\n".join([",".join(header), *(",".join(["OPS01", "61", *"x" * (width - 2)]) for _ in range(12))])
    page = visitors.signed_in("HR01", "en", PHONE)
    sent(page, "opening-balances", "wide.csv", content.encode())
    table = page.get_by_role("region", name="The first rows, as they will be read")
    expect(table.get_by_role("combobox")).to_have_count(width, timeout=UNDER_WAY)
    assert fits(page)
    box = table.bounding_box()
    assert box is not None and box["height"] <= 640
    assert violations(page) == []


FORMATS = {
    "csv": "Text (CSV)",
    "xlsx": "Excel workbook (.xlsx)",
    "xlsb": "Binary Excel workbook (.xlsb)",
    "xls": "Old Excel workbook (.xls)",
    "ods": "OpenDocument (.ods)",
    "html": "Web page with a table",
}
A_HANDFUL = {
    "two sheets, and the second is chosen", "an old workbook", "OpenDocument", "a web page in GBK",
    "a workbook with a password",
}  # fmt: skip
"""Of each family of formats, of what is said of a file, and of what is refused."""


class Case(NamedTuple):
    """A file of the corpus: a text that its reading shows, in which format; None: it is refused."""

    content: bytes
    format: str
    shows: str | None
    encoding: str | None
    choices: Choices


def corpus(full: bool) -> dict[str, Case]:
    """Every file of the corpus that can be sent as it is, or the handful. What the page doesn't offer can't be chosen
    on it."""
    books = {
        name: Case(book_of(name), one.format, None if one.refused else shown(one.rows), None, one.choices)
        for name, one in WORKBOOKS.items()
        if (full or name in A_HANDFUL) and not (one.refused and one.choices != Choices())
    }
    texts = {
        one.name: Case(one.content, "csv", None if one.refused else shown(one.rows), one.encoding, Choices())
        for one in TEXTS
        if full or one.name in A_HANDFUL
    }
    return books | texts


def shown(rows: Sequence[Sequence[str]]) -> str:
    """The first name, as a rule: the first text below the headers that is no plain ASCII, else the last cell."""
    below = [cell for row in rows[1:10] or rows for cell in row if cell.strip()]
    return next((cell for cell in below if not cell.isascii()), (below or ["".join(rows[0])])[-1])


def looked_at(page: Page, name: str, case: Case) -> str | None:
    """What is wrong with how the page shows a file, if anything is."""
    sent(page, "employees", f"{name}.bin", case.content)
    if case.shows is None:
        expect(page.get_by_role("alert")).to_contain_text("Nothing was imported", timeout=UNDER_WAY)
        return None
    reading = page.get_by_role("region", name="How this file is read")
    expect(reading).to_be_visible(timeout=UNDER_WAY)
    if case.choices != Choices():
        told(reading, case.choices)
    expect(reading).to_contain_text(FORMATS[case.format])
    table = reading.get_by_role("region", name="The first rows, as they will be read")
    try:
        expect(table.get_by_role("cell").filter(has_text=case.shows).first).to_be_attached(timeout=UNDER_WAY)
    except AssertionError:
        return f"{name}: {case.shows!r} is not in {table.inner_text()!r}"
    return None if fits(page) else f"{name}: wider than the phone"


def told(reading: Locator, choices: Choices) -> None:
    said = choices.sheet or ("Read them, too" if choices.hidden_rows else "Leave them out")
    reading.locator("label").filter(has_text=said).click()
    reading.get_by_role("button", name=re.compile("read again", re.IGNORECASE)).click()


def test_every_file_of_the_corpus_shows_on_the_page_as_it_is_read(visitors: Visitors, full: bool) -> None:
    page = visitors.signed_in("HR01", "en", PHONE)
    cases = corpus(full)
    assert full or cases.keys() == A_HANDFUL
    assert [wrong for name, case in cases.items() if (wrong := looked_at(page, name, case))] == []
