"""Texts are read as whoever made them sees them, in the letters that they wrote, or it is said where not."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.imports.headers import headers_of
from ledger.domain.imports.kinds import KINDS
from ledger.infrastructure.files import tables
from ledger.infrastructure.files.reading import Choices, Table
from ledger.infrastructure.files.rows import Unreadable
from tests.imports.corpus.texts import EUROPE, JAPAN, KOREA, MANY, PEOPLE, TAIWAN, TEXTS, Rows, Text, csv

ICONV = shutil.which("iconv")


def read(content: bytes, kind: str = "employees", **choices: Any) -> Table:
    def fits(cells: Sequence[str]) -> int:
        return len(headers_of(KINDS[kind], cells).places)

    return tables.read(io.BytesIO(content), Choices(**choices), fits)


def cells(table: Table) -> Rows:
    return tuple(row.cells for row in table.rows)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.refused is None], ids=lambda text: text.name)
def test_a_text_reads_as_it_was_written(text: Text) -> None:
    table = read(text.content, text.kind)
    reading = table.reading
    assert (reading.format, reading.encodings[0].encoding, reading.header_row) == ("csv", text.encoding, text.first)
    assert tuple(notice.rule for notice in reading.notices) == text.notices
    assert tuple(notice.asks for notice in reading.notices if notice.asks) == text.asks
    assert cells(table) == text.rows
    assert [row.cells for row in reading.head] == list(text.rows[: len(reading.head)])


@pytest.mark.parametrize("text", [text for text in TEXTS if text.refused is not None], ids=lambda text: text.name)
def test_a_text_that_cannot_be_read_is_refused_in_words(text: Text) -> None:
    with pytest.raises(Unreadable) as caught:
        cells(read(text.content, text.kind))
    assert caught.value.rule == text.refused and caught.value.reason


@pytest.mark.skipif(ICONV is None, reason="there is no iconv here")
@pytest.mark.parametrize(
    ("rows", "program", "name"),
    [
        (PEOPLE, "GB18030", "gb18030"), (PEOPLE, "GBK", "gb18030"), (TAIWAN, "BIG5", "big5"),
        (JAPAN, "SHIFT_JIS", "shift_jis"), (KOREA, "EUC-KR", "euc-kr"), (EUROPE, "WINDOWS-1252", "windows-1252"),
        (PEOPLE, "UTF-16", "utf-16"), (PEOPLE, "UTF-16BE", "utf-16"),
    ],
)  # fmt: skip
def test_what_another_program_encodes_reads_the_same(rows: Rows, program: str, name: str) -> None:
    assert ICONV is not None
    made = subprocess.run(
        [ICONV, "-f", "UTF-8", "-t", program], input=csv(rows).encode(), capture_output=True, check=True
    )
    table = read(made.stdout)
    assert (table.reading.encodings[0].encoding, cells(table)) == (name, rows)


def test_an_encoding_is_shown_with_names_as_they_would_be_read() -> None:
    guesses = {guess.encoding: guess.samples for guess in read(csv(MANY).encode("gbk")).reading.encodings}
    assert guesses["gb18030"] == ("张三", "李四", "王五")
    assert all(samples for samples in guesses.values()), "people choose by what they see"


def test_an_encoding_is_shown_with_the_names_of_a_roster_whatever_else_stands_around_them() -> None:
    headers = ["序号", "工号", "姓名", "部门", "电话"]
    people = [[str(n), f"0010{n}", name, "财务部", "139"] for n, name in enumerate(("欧阳娜娜", "李䶮", "王㛃"), 1)]
    content = csv([["在职员工花名册", *[""] * 4], headers, *people, ["合计", "", "3人", "", ""]]).encode("gb18030")
    assert read(content).reading.encodings[0].samples == ("欧阳娜娜", "李䶮", "王㛃")


def test_the_encoding_that_somebody_chooses_is_read() -> None:
    content = csv(KOREA).encode("cp949")
    for name, codec in (("euc-kr", "cp949"), ("gb18030", "gb18030")):
        table = read(content, encoding=name)
        assert table.reading.encodings[0].encoding == name
        assert "".join(map("".join, cells(table))) == content.decode(codec).replace(",", "").replace("\r\n", "")


def test_an_encoding_that_the_file_is_not_in_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read(csv(PEOPLE).encode(), encoding="shift_jis")
    assert caught.value.rule == "encoding" and "utf-8" in caught.value.reason


@pytest.mark.parametrize("name", ["张三", "陳大文", "山田", "김철수", "José"])
@pytest.mark.parametrize("codec", ["gb18030", "cp950", "cp932", "cp949", "cp1252"])
def test_letters_that_nobody_wrote_are_never_read_without_a_question(name: str, codec: str) -> None:
    rows = (["employee_no", "name"], ["FIN01", name])
    try:
        content = csv(rows).encode(codec)
    except UnicodeEncodeError:
        return
    table = read(content)
    assert cells(table) == rows or any(notice.asks == "encoding" for notice in table.reading.notices)


def test_the_header_row_that_somebody_names_is_taken() -> None:
    content = csv((["说明", "x"], ["工号", "姓名"], ["编号", "名字"], ["FIN01", "张三"])).encode()
    assert read(content).reading.header_row == 2
    table = read(content, header_row=3)
    assert (table.reading.header_row, cells(table)[0]) == (3, ["编号", "名字"])
    assert [notice.rows for notice in table.reading.notices] == [(1, 2)]
    assert [row.cells[0] for row in table.reading.above] == ["说明", "工号"], "one of them may be the headers after all"
    with pytest.raises(Unreadable, match="Row 9 holds nothing"):
        read(content, header_row=9)


def test_no_row_far_below_is_taken_for_the_headers() -> None:
    rows = [["foo", "bar"], *([f"A{n}", "x"] for n in range(30)), ["工号", "姓名"]]
    assert read(csv(tuple(rows)).encode()).reading.header_row == 1


def test_what_a_spreadsheet_would_work_out_is_named_and_what_it_shows_as_a_text_is_a_text() -> None:
    """An apostrophe, which our own files write, and `="…"`, which older systems write, make a text of it."""
    content = b'employee_no,name,job\n="00042",\'=1+1,=A1&B1\n00043, =SUM(A1),\'=HYPERLINK("x")\n'
    rows = list(tables.read(io.BytesIO(content), Choices(), len).rows)[1:]
    assert [(row.cells, {place: wrong.rule for place, wrong in row.wrong.items()}) for row in rows] == [
        (["00042", "=1+1", "=A1&B1"], {2: "formula"}),
        (["00043", " =SUM(A1)", '=HYPERLINK("x")'], {1: "formula"}),
    ]


CHINESE = ("王李张刘陈杨黄赵", "伟芳娜秀英敏静丽强磊军洋")
TAIWANESE = ("陳林黃張李王吳劉", "雅婷怡君欣宗翰家豪冠宇志")
KOREAN = ("김이박최정강조윤", "민준서연지훈수빈현우예은")
JAPANESE = (["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺"], ["太郎", "花子", "健一", "美咲", "翔太", "さくら"])
EUROPEAN = (["José ", "Jürgen ", "Zoë ", "Bjørk "], ["Köhler", "López", "Dupont", "Núñez"])


@settings(max_examples=100)
@given(
    st.sampled_from(
        [(CHINESE, "gb18030"), (TAIWANESE, "cp950"), (KOREAN, "cp949"), (JAPANESE, "cp932"), (EUROPEAN, "cp1252")]
    ),
    st.data(),
)
def test_names_of_any_country_are_read_right_or_asked_about(country: tuple[Any, str], data: st.DataObject) -> None:
    """With headers that say nothing of the letters. 郑远 in GBK is valid UTF-8, too."""
    (families, given_names), codec = country
    name = st.builds(str.__add__, st.sampled_from(families), st.sampled_from(given_names))
    rows = (["employee_no", "name"], *(["A1", one] for one in data.draw(st.lists(name, min_size=1, max_size=30))))
    table = read(csv(rows).encode(codec))
    asked = any(notice.asks == "encoding" for notice in table.reading.notices)
    assert asked or cells(table) == rows
    assert rows[1][1] in {sample for guess in table.reading.encodings for sample in guess.samples}, "it can be chosen"


def test_a_short_text_in_gbk_that_is_valid_utf_8_by_chance_is_asked_about() -> None:
    content = csv((["employee_no", "name"], ["FIN01", "郑远"])).encode("gbk")
    content.decode("utf-8")
    reading = read(content).reading
    assert [notice.asks for notice in reading.notices] == ["encoding"]
    assert ("gb18030", ("郑远",)) in reading.encodings
    assert not read(csv((["employee_no", "name"], ["FIN01", "José"])).encode()).reading.notices
    assert not read(csv((["工号", "姓名"], ["FIN01", "é"])).encode()).reading.notices


def test_many_names_settle_the_encoding_by_themselves() -> None:
    names = [f"{family}建{given_name}" for family in CHINESE[0] for given_name in CHINESE[1]]
    table = read(csv((["employee_no", "name"], *(["A1", name] for name in names))).encode("gbk"))
    assert (table.reading.encodings[0].encoding, table.reading.notices) == ("gb18030", ())
