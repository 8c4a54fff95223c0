"""Workbooks as people and programs make them: what each must be read as, told or refused with."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import xlwt

from ledger.columns import Column, as_xlsx
from ledger.infrastructure.files.reading import Choices
from tests.imports.corpus import making
from tests.imports.corpus.making import (
    changed,
    contained,
    kept,
    ods,
    ods_row,
    ods_table,
    ods_text,
    ods_value,
    old,
    plain,
    prefixed,
    sheet,
    strict,
    text,
    written,
    xls,
    xlsx,
)  # fmt: skip

FILES = Path(__file__).parent / "files"
HEAD = ["工号", "姓名", "积分"]
PEOPLE = [HEAD, ["FIN01", "林小例", 50], ["FIN02", "黄如样", 30]]
READ = [HEAD, ["FIN01", "林小例", "50"], ["FIN02", "黄如样", "30"]]
BOMB = b"<row/>" * 4_000_000
randbytes = Random(1).randbytes


@dataclass(frozen=True, slots=True)
class Workbook:
    """`rows` is what comes out, `numbers` of which rows where they are not the first ones, `wrong` the rule by row and
    place, `notices` the rules of what is told of it, `asks` what has to be said before it is imported; or `refused`."""

    make: Callable[[], bytes]
    rows: list[list[str]] = field(default_factory=list)
    format: str = "xlsx"
    numbers: list[int] | None = None
    wrong: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    choices: Choices = Choices()
    refused: str | None = None


@cache
def content(name: str) -> bytes:
    return WORKBOOKS[name].make()


def formatted(rows: list[list[Any]], **options: Any) -> bytes:
    """A cell is a value, or a value and its number format."""

    def fill(book: Any) -> None:
        made = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, tuple):
                    made.write(number, place, cell[0], book.add_format({"num_format": cell[1]}))
                elif isinstance(cell, str):
                    made.write_string(number, place, cell)
                elif cell is not None:
                    made.write(number, place, cell)

    return xlsx(fill, **options)


def _merged(book: Any) -> None:
    rows = [["部门", "工号", "积分"], [None, "FIN01", 5], [None, "FIN02", 6], ["行政部", "ADM01", 7]]
    made = written(book.add_worksheet(), rows)
    made.merge_range(1, 0, 2, 0, "财务部")


def _titled(book: Any) -> None:
    made = written(book.add_worksheet(), [[], *PEOPLE])
    made.merge_range(0, 0, 0, 2, "2026年11月积分表")


def _two_headers(book: Any) -> None:
    made = written(book.add_worksheet(), [[], [None, "节约", "培训"], ["FIN01", 5, 6]])
    made.merge_range(0, 0, 1, 0, "工号")
    made.merge_range(0, 1, 0, 2, "积分")


def _filtered(book: Any) -> None:
    made = written(book.add_worksheet(), [*PEOPLE, ["FIN03", "何演之", 20]])
    made.autofilter(0, 0, 3, 2)
    made.set_row(2, options={"hidden": True})


def _hidden_first_of_a_merge(book: Any) -> None:
    _merged(book)
    book.worksheets()[0].set_row(1, options={"hidden": True})


def _hidden_column(book: Any) -> None:
    made = written(book.add_worksheet(), PEOPLE)
    made.set_column(1, 1, None, None, {"hidden": True})
    made.set_column(10, 20, None, None, {"hidden": True})


def _narrow(book: Any) -> None:
    made = written(book.add_worksheet(), PEOPLE)
    made.set_column(1, 1, 0)
    made.set_row(1, 0)


def _sheets(*states: str) -> Callable[[Any], None]:
    """Sheets that are seen, hidden or empty, in this order."""

    def fill(book: Any) -> None:
        for number, state in enumerate(states, 1):
            made = book.add_worksheet(f"{state}{number}")
            if state != "empty":
                written(made, [HEAD, [f"FIN0{number}", "林小例", 50]])
        for made, state in zip(book.worksheets(), states, strict=True):
            if state == "hidden":
                made.hide()
            elif state == "deep":
                made.very_hidden()
            elif "seen" in state:
                made.activate()
                made.set_first_sheet()

    return fill


def _protected(book: Any) -> None:
    written(book.add_worksheet(), PEOPLE).protect("secret")


def _with_a_chart(book: Any) -> None:
    made = book.add_chartsheet("图")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=名单!$C$2:$C$3"})
    made.set_chart(chart)
    written(book.add_worksheet("名单"), PEOPLE)


def _formulas(book: Any) -> None:
    made = written(book.add_worksheet(), [HEAD, ["FIN01"], ["FIN02"], ["FIN03"]])
    made.write_formula(1, 2, "=20+30", None, 50)
    made.write_formula(2, 1, '="黄"&"如样"', None, "黄如样")
    made.write_formula(2, 2, "=1/4", book.add_format({"num_format": "0%"}), 0.25)
    made.write_formula(3, 2, "=VLOOKUP(9,A1:B2,2)", None, "#N/A")


def people(book: Any) -> None:
    """Nearly all of it in one workbook; the files that LibreOffice made of it are beside this module."""
    made = written(book.add_worksheet("名单"), [PEOPLE_READ[0]])
    rows = [
        (123, "林小例", date(2021, 7, 15), 0.15, 16500, 50),
        (7, "黄如样", date(2022, 4, 8), 0.125, 14000.5, 30),
        (12345, "何演之", date(2019, 9, 1), 1, 0.1 + 0.2, 20),
        (99, "郭试航", date(1999, 6, 20), 0, 123456789012, -5),
    ]
    formats = ("00000", None, "yyyy-mm-dd", "0.0%", "#,##0.00", None)
    own = ("00000", None, 'yyyy"年"m"月"d"日"', "0.0%", "General", None)
    for number, row in enumerate(rows, 1):
        for place, (cell, code) in enumerate(zip(row, own if number in {2, 3} else formats, strict=True)):
            made.write(number, place + (place > 1), cell, book.add_format({"num_format": code}) if code else None)
        made.write_formula(number, 7, f"=G{number + 1}*2", None, row[-1] * 2)
    made.write_formula(1, 8, "=1/0", None, "#DIV/0!")
    written(made, [["=1+1"]], 2, 8)
    written(made, [["FIN", *[None] * 5, "2026-11-03"], ["FIN", *[None] * 5, True]], 3, 2)
    made.merge_range(1, 2, 2, 2, "财务部")
    made.set_row(3, options={"hidden": True})
    made.set_column(6, 6, None, None, {"hidden": True})
    written(book.add_worksheet("更多"), [["x"]])
    hidden = written(book.add_worksheet("藏"), [["y"]])
    hidden.hide()


PEOPLE_READ = [
    ["工号", "姓名", "部门", "入职日期", "绩效占比", "标准工资", "积分", "合计", "备注"],
    ["00123", "林小例", "财务部", "2021-07-15", "15%", "16500", "50", "100", "#DIV/0!"],
    ["00007", "黄如样", "财务部", "2022-04-08", "12.5%", "14000.5", "30", "60", "=1+1"],
    ["12345", "何演之", "FIN", "2019-09-01", "100%", "0.3", "20", "40", "2026-11-03"],
    ["00099", "郭试航", "FIN", "1999-06-20", "0%", "123456789012", "-5", "-10", "TRUE"],
]
PEOPLE_TOLD = ("further-sheets", "hidden-sheets", "hidden-rows", "hidden-columns", "merged-cells", "formula-results")


def _people(make: Callable[[], bytes], format: str) -> Workbook:
    """The workbook of `people`, with its hidden row."""
    return Workbook(
        make, PEOPLE_READ, format, wrong={(2, 8): "error-value"}, notices=PEOPLE_TOLD, asks=("sheet", "hidden_rows"),
        choices=Choices(hidden_rows=True),
    )  # fmt: skip


def _old_layout(book: Any) -> None:
    made = old([["部门", "工号", "积分"], ["财务部", "FIN01", 5], [None, "FIN02", 6], [None, "FIN03", 7]])(book)
    made.merge(1, 3, 0, 0)
    made.row(2).hidden = True
    made.col(1).hidden = True


def _old_sheets(book: Any) -> None:
    old([HEAD, ["X", "旧", 1]], "旧")(book).visibility = 1
    old(PEOPLE)(book)
    book.active_sheet = 1


def _old_1904(book: Any) -> None:
    book.dates_1904 = True
    old([["入职日期"], [(date(2026, 11, 3), "yyyy-mm-dd")]])(book)


def _old_error(book: Any) -> None:
    made = old([HEAD, ["FIN01", "林小例"]])(book)
    made.row(1).set_cell_error(2, 0x2A)
    made.row(1).set_cell_boolean(3, True)


def _locked() -> bytes:
    """With the record of a password behind the first one."""
    records = making.stream(xls(old(PEOPLE)))
    return contained(records[:20] + b"\x2f\0\x06\0" + b"\1\0\1\0\1\0" + records[20:])


def _circling() -> bytes:
    """The first small sector of the workbook comes after itself."""
    made = (FILES / "people.xls").read_bytes()
    (small,) = struct.unpack_from("<I", made, 60)
    at = (small + 1) * 512
    return made[:at] + b"".join(struct.pack("<I", number) for number in range(128)) + made[at + 512 :]


def _spoken(content: bytes) -> bytes:
    """A name with how it is pronounced beside it, and a part of it in bold."""
    told = (
        f'<sst xmlns="{making.MAIN}"><si><t>姓名</t></si><si><r><rPr><b/></rPr><t>山田</t></r><r>'
        '<t xml:space="preserve"> 太郎</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si></sst>'
    )  # fmt: skip
    return changed(content, making.TEXTS, told.encode())


def _page(rows: str, head: str = "") -> str:
    office = "urn:schemas-microsoft-com:office:excel"
    return f'<html xmlns:x="{office}"><head>{head}</head><body><table>{rows}</table></body></html>'


PAGE_ROWS = "<tr><th>工号</th><th>姓名</th></tr><tr><td>00123</td><td>林小例</td></tr>"
PAGE_READ = [["工号", "姓名"], ["00123", "林小例"]]
GB = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
CHOSEN = Choices(sheet="seen2")
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<sst xmlns="%s"><si><t>&a;</t></si></sst>' % making.MAIN.encode()
)
DAY, EVENING = date(2026, 11, 3), datetime.fromisoformat("2026-11-03T18:00")
HIDDEN_COLUMN = '<table:table-column/><table:table-column table:visibility="collapse"/>'
FORMULA = '<row r="1"><c r="A1" t="inlineStr"><is><t>积分</t></is></c></row><row r="2"><c r="A2"><f>1+1</f>%s</c></row>'
ODS_HEAD = ods_row(ods_text("工号"), ods_text("姓名"), ods_text("积分"))
ODS_PEOPLE = ODS_HEAD + ods_row(ods_text("FIN01"), ods_text("林小例"), ods_value("float", "50", "50"))
ODS_READ = READ[:2]

XLSX = {
    "texts and whole numbers": Workbook(lambda: plain(PEOPLE), READ),
    "numbers in full, never with an exponent": Workbook(
        lambda: plain([["编号", "金额"], [123456789012, 0.1 + 0.2], [999999999999999, -1234567.125], [1e-7, 1e14]]),
        [["编号", "金额"], ["123456789012", "0.3"], ["999999999999999", "-1234567.125"],
         ["0.0000001", "100000000000000"]],
    ),
    "a number of more digits than are kept": Workbook(
        lambda: plain([["身份证"], [110101199003071234]]), [["身份证"], ["110101199003071000"]],
        wrong={(2, 0): "digits-lost"},
    ),
    "leading zeros": Workbook(
        lambda: formatted([["工号"], [(123, "00000")], [(7, '"FIN"00')], [(1234567, "000-0000")], [(123, "0")]]),
        [["工号"], ["00123"], ["FIN07"], ["123-4567"], ["123"]],
    ),
    "percent": Workbook(
        lambda: formatted([["绩效占比"], [(0.4, "0%")], [(0.125, "0.0%")], [(1, "0.00%")]]),
        [["绩效占比"], ["40%"], ["12.5%"], ["100%"]],
    ),
    "money with units": Workbook(
        lambda: formatted([["标准工资"], [(32000, '"¥"#,##0.00')], [(14000.5, '#,##0.00"元"')], [(0, '_ * "-"??_ ')],
                           [(-5, "#,##0_);[Red](#,##0)")]]),
        [["标准工资"], ["32000"], ["14000.5"], ["0"], ["-5"]],
    ),
    "units that make another number": Workbook(
        lambda: formatted([["数"], [(40, '0"%"')], [(40, r"0.0\%")], [(5, '0.0"万"')], [(3, '0"K"')], [(30, '0"人"')],
                           [(12000, '#,##0,"K"')]]),
        [["数"], ["40%"], ["40%"], ["5万"], ["3K"], ["30"], ["12000"]], notices=("rounded",),
    ),
    "numbers that show rounded": Workbook(
        lambda: formatted([["积分"], [(12.6, "0")], [(12345, '0.0,"千"')], [(2.0000000000000004, "0")]]),
        [["积分"], ["12.6"], ["12345"], ["2"]], notices=("rounded",),
    ),
    "numbers that show as words": Workbook(
        lambda: formatted([["性别", "备注"], [(1, '[=1]"男";[=2]"女";0'), (5, ";;;")], [(2, '[=1]"男";[=2]"女";0')]]),
        [["性别", "备注"], ["男"], ["女"]],
    ),
    "dates counted from 1900": Workbook(
        lambda: formatted([["入职日期"], [(DAY, "yyyy-mm-dd")], [(DAY, 'yyyy"年"m"月"d"日";@')], [(DAY, 14)],
                           [(DAY, 31)], [(DAY, "[$-404]e/m/d")], [(46329, 58)], [(1, "yyyy/m/d")]]),
        [["入职日期"], *[["2026-11-03"]] * 6, ["1900-01-01"]],
    ),
    "dates counted from 1904": Workbook(
        lambda: formatted([["入职日期"], [(DAY, "yyyy-mm-dd")], [(date(1990, 3, 7), "d.m.yy")]], date_1904=True),
        [["入职日期"], ["2026-11-03"], ["1990-03-07"]],
    ),
    "days and times as they show": Workbook(
        lambda: formatted([["时间"], [(46329.75, "yyyy-mm-dd")], [(46329.75, "yyyy-mm-dd hh:mm")],
                           [(0.395833333333333, "h:mm")], [(1.0625, "[h]:mm")],
                           [(46329.999999, "yyyy-mm-dd h:mm:ss")], [(-1, "yyyy-mm-dd")]]),
        [["时间"], ["2026-11-03"], ["2026-11-03 18:00:00"], ["09:30:00"], ["25:30:00"], ["2026-11-04"], ["-1"]],
        wrong={(7, 0): "no-such-day"},
    ),
    "texts that look like something else": Workbook(
        lambda: plain([["备注"], ["2026-11-03"], ["00123"], ["1E5"], ["#N/A"], ["40%"], ["=1+1"]]),
        [["备注"], ["2026-11-03"], ["00123"], ["1E5"], ["#N/A"], ["40%"], ["=1+1"]],
    ),
    "numbers kept as texts by their format": Workbook(
        lambda: formatted([["工号"], [(123, "@")], [(1.5, "General")]]), [["工号"], ["123"], ["1.5"]]
    ),
    "truths": Workbook(lambda: plain([["在职"], [True], [False]]), [["在职"], ["TRUE"], ["FALSE"]]),
    "errors": Workbook(
        lambda: sheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'),
        [["#REF!", "#N/A"]], wrong={(1, 0): "error-value", (1, 1): "error-value"},
    ),
    "results of formulas": Workbook(
        lambda: kept(xlsx(_formulas)),
        [HEAD, ["FIN01", "", "50"], ["FIN02", "黄如样", "25%"], ["FIN03", "", "#N/A"]],
        wrong={(4, 2): "error-value"}, notices=("formula-results",),
    ),
    "formulas that are worked out when the file is opened": Workbook(
        lambda: xlsx(_formulas),
        [HEAD, ["FIN01", "", "=20+30"], ["FIN02", '="黄"&"如样"', "=1/4"],
         ["FIN03", "", "=VLOOKUP(9,A1:B2,2)"]],
        wrong={(2, 2): "formula", (3, 1): "formula", (3, 2): "formula", (4, 2): "formula"},
    ),
    "a formula without a result": Workbook(
        lambda: sheet(FORMULA % ""), [["积分"], ["=1+1"]], wrong={(2, 0): "formula"}
    ),
    "a formula whose result is left out": Workbook(
        lambda: sheet(FORMULA % "<v/>"), [["积分"], ["=1+1"]], wrong={(2, 0): "formula"}
    ),
    "a formula whose result is an empty text": Workbook(
        lambda: sheet(f'<row r="1">{text("A1", "x")}<c r="B1" t="str"><f>""</f><v></v></c></row>'), [["x"]],
        notices=("formula-results",),
    ),
    "a value over several rows": Workbook(
        lambda: xlsx(_merged),
        [["部门", "工号", "积分"], ["财务部", "FIN01", "5"], ["财务部", "FIN02", "6"], ["行政部", "ADM01", "7"]],
        notices=("merged-cells",),
    ),
    "a title over all columns": Workbook(
        lambda: xlsx(_titled), [["2026年11月积分表"], *READ], notices=("merged-cells",)
    ),
    "headers in two rows": Workbook(
        lambda: xlsx(_two_headers), [["工号", "积分"], ["工号", "节约", "培训"], ["FIN01", "5", "6"]],
        notices=("merged-cells",),
    ),
    "values behind a merged cell": Workbook(
        lambda: sheet(f'<row r="1">{text("A1", "x")}{text("B1", "behind")}</row><row r="2">{text("A2", "behind")}</row>'
                      f'<row r="3">{text("A3", "y")}</row>', after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
        [["x"], ["y"]], numbers=[1, 3], notices=("merged-cells",),
    ),
    "rows hidden by a filter": Workbook(
        lambda: xlsx(_filtered), [HEAD, READ[1], ["FIN03", "何演之", "20"]], numbers=[1, 2, 4],
        notices=("hidden-rows",), asks=("hidden_rows",),
    ),
    "rows hidden by a filter, and wanted": Workbook(
        lambda: xlsx(_filtered), [*READ, ["FIN03", "何演之", "20"]], notices=("hidden-rows",), asks=("hidden_rows",),
        choices=Choices(hidden_rows=True),
    ),
    "a merged cell that begins in a hidden row": Workbook(
        lambda: xlsx(_hidden_first_of_a_merge),
        [["部门", "工号", "积分"], ["财务部", "FIN02", "6"], ["行政部", "ADM01", "7"]], numbers=[1, 3, 4],
        notices=("hidden-rows", "merged-cells"), asks=("hidden_rows",),
    ),
    "a hidden column": Workbook(lambda: xlsx(_hidden_column), READ, notices=("hidden-columns",)),
    "a row and a column without any size": Workbook(
        lambda: xlsx(_narrow), [HEAD, READ[2]], numbers=[1, 3], notices=("hidden-rows", "hidden-columns"),
        asks=("hidden_rows",),
    ),
    "two sheets": Workbook(
        lambda: xlsx(_sheets("seen", "seen")), [HEAD, ["FIN01", "林小例", "50"]], notices=("further-sheets",),
        asks=("sheet",),
    ),
    "two sheets, and the second is chosen": Workbook(
        lambda: xlsx(_sheets("seen", "seen")), [HEAD, ["FIN02", "林小例", "50"]], notices=("further-sheets",),
        asks=("sheet",), choices=CHOSEN,
    ),
    "a hidden sheet before the one that is seen": Workbook(
        lambda: xlsx(_sheets("hidden", "seen")), [HEAD, ["FIN02", "林小例", "50"]], notices=("hidden-sheets",)
    ),
    "an empty sheet before the one that holds something": Workbook(
        lambda: xlsx(_sheets("empty", "seen", "empty")), [HEAD, ["FIN02", "林小例", "50"]]
    ),
    "a sheet hidden so that no menu shows it": Workbook(
        lambda: xlsx(_sheets("seen", "deep")), [HEAD, ["FIN01", "林小例", "50"]], notices=("hidden-sheets",)
    ),
    "a sheet that is protected from changes": Workbook(lambda: xlsx(_protected), READ),
    "a sheet that is a chart": Workbook(lambda: xlsx(_with_a_chart), READ),
    "a hidden sheet is not to be chosen": Workbook(
        lambda: xlsx(_sheets("seen", "hidden")), refused="sheet", choices=Choices(sheet="hidden2")
    ),
    "nothing but a hidden sheet": Workbook(lambda: xlsx(_sheets("empty", "hidden")), refused="empty"),
    "nothing at all": Workbook(lambda: xlsx(_sheets("empty")), refused="empty"),
    "characters that XML can't hold": Workbook(
        lambda: sheet(f'<row r="1">{text("A1", "林_x000D_&#10;小例")}{text("B1", "_x005F_x000D_")}'
                      f'{text("C1", "_xD83D__xDE00_")}</row>'),
        [["林\r\n小例", "_x000D_", "😀"]],
    ),
    "texts that we protected": Workbook(
        lambda: as_xlsx([Column("name"), Column("note")], [("=1+1", "'x"), ("＋1", "'=x")]),
        [["name", "note"], ["=1+1", "'x"], ["＋1", "'=x"]],
    ),
    "names with their pronunciation": Workbook(
        lambda: _spoken(plain([["姓名"], ["x"]])), [["姓名"], ["山田 太郎"]]
    ),
    "Strict Open XML": Workbook(lambda: strict(plain(PEOPLE)), READ),
    "dates of Strict Open XML": Workbook(
        lambda: strict(sheet('<row r="1"><c r="A1" t="d"><v>2026-11-03T00:00:00</v></c>'
                             '<c r="B1" t="d"><v>2026-11-03T18:30:00</v></c></row>')),
        [["2026-11-03", "2026-11-03 18:30:00"]],
    ),
    "names with a prefix": Workbook(lambda: prefixed(plain(PEOPLE)), READ),
    "cells that don't say where they are": Workbook(
        lambda: sheet("<row><c t='inlineStr'><is><t>工号</t></is></c><c t='str'><v>积分</v></c></row><row/>"
                      "<row><c t='inlineStr'><is><t>FIN01</t></is></c><c><v>5</v></c></row>"),
        [["工号", "积分"], ["FIN01", "5"]], numbers=[1, 3],
    ),
    "with macros": Workbook(
        lambda: changed(plain(PEOPLE), "[Content_Types].xml", lambda part: part.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")),
        READ,
    ),
    "names of parts that lean the other way": Workbook(
        lambda: making.packed({name.replace("/", "\\") if name == making.SHEET else name: part
                               for name, part in making.unpacked(plain(PEOPLE)).items()}),
        READ,
    ),
}  # fmt: skip

OLD = {
    "an old workbook": Workbook(
        lambda: xls(old([["工号", "积分", "占比", "入职日期", "金额"],
                         [(123, "00000"), 50, (0.4, "0%"), (date(2026, 11, 3), "YYYY-MM-DD"), 0.1 + 0.2],
                         [(7, '"FIN"00'), 123456789012, (0.125, "0.0%"), (EVENING, "yyyy/m/d h:mm"), "=1"]])),
        [["工号", "积分", "占比", "入职日期", "金额"], ["00123", "50", "40%", "2026-11-03", "0.3"],
         ["FIN07", "123456789012", "12.5%", "2026-11-03 18:00:00", "=1"]],
        "xls",
    ),
    "an old workbook with merged and hidden cells": Workbook(
        lambda: xls(_old_layout),
        [["部门", "工号", "积分"], ["财务部", "FIN01", "5"], ["财务部", "FIN03", "7"]], "xls", numbers=[1, 2, 4],
        notices=("hidden-rows", "hidden-columns", "merged-cells"), asks=("hidden_rows",),
    ),
    "an old workbook with a hidden sheet": Workbook(lambda: xls(_old_sheets), READ, "xls", notices=("hidden-sheets",)),
    "an old workbook that counts from 1904": Workbook(lambda: xls(_old_1904), [["入职日期"], ["2026-11-03"]], "xls"),
    "an old workbook with an error": Workbook(
        lambda: xls(_old_error), [HEAD, ["FIN01", "林小例", "#N/A", "TRUE"]], "xls", wrong={(2, 2): "error-value"}
    ),
    "an old workbook with formulas without results": Workbook(
        lambda: xls(old([HEAD, ["FIN01", "林小例", xlwt.Formula("20+30")]])), [HEAD, ["FIN01", "林小例", "="]], "xls",
        wrong={(2, 2): "formula"},
    ),
    "an old workbook without its container": Workbook(lambda: making.stream(xls(old(PEOPLE))), READ, "xls"),
    "an old workbook with a password": Workbook(_locked, refused="encrypted"),
    "a workbook with a password": Workbook(lambda: contained(bytes(5000), "EncryptedPackage"), refused="encrypted"),
    "an old Word document": Workbook(lambda: contained(bytes(5000), "WordDocument"), refused="not-a-table"),
    "an old presentation": Workbook(lambda: contained(bytes(5000), "PowerPoint Document"), refused="not-a-table"),
    "an e-mail": Workbook(lambda: contained(bytes(5000), "__properties_version1.0"), refused="not-a-table"),
    "an old workbook whose container goes in circles": Workbook(_circling, refused="broken-workbook"),
    "half an old workbook": Workbook(lambda: xls(old(PEOPLE))[:2000], refused="broken-workbook"),
}  # fmt: skip

OPEN = {
    "OpenDocument": Workbook(lambda: ods(ods_table(ODS_PEOPLE)), ODS_READ, "ods"),
    "numbers of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(
            ods_value("float", "123", "00123"), ods_value("float", "7", "FIN07"), ods_value("percentage", "0.4", "40%"),
            ods_value("float", "1200", "1,200.00"), ods_value("currency", "32000", "¥32,000.00"),
            ods_value("float", "123456789012345678", "1.23456789012346E+017"), ods_value("boolean", "true", "WAHR"),
            ods_value("float", "0.30000000000000004", "0.3"), ods_value("float", "1", "男")))),
        [["00123", "FIN07", "40%", "1200", "32000", "123456789012346000", "TRUE", "0.3", "男"]], "ods",
        wrong={(1, 5): "digits-lost"},
    ),
    "units of OpenDocument that make another number": Workbook(
        lambda: ods(ods_table(ods_row(ods_value("float", "5", "5.0万"), ods_value("percentage", "40", "40%"),
                                      ods_value("percentage", "0", "0%"), ods_value("float", "30", "30人")))),
        [["5万", "40%", "0%", "30"]], "ods",
    ),
    "rounded numbers of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_value("float", "12.6", "13"), ods_value("percentage", "0.125", "13%")))),
        [["12.6", "12.5%"]], "ods", notices=("rounded",),
    ),
    "dates of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_value("date", "2026-11-03", "03.11.26"),
                                      ods_value("date", "2026-11-03T18:30:00", "03.11.26 18:30"),
                                      ods_value("time", "PT09H30M00S", "09:30")))),
        [["2026-11-03", "2026-11-03 18:30:00", "09:30:00"]], "ods",
    ),
    "hidden rows and columns of OpenDocument": Workbook(
        lambda: ods(ods_table(HIDDEN_COLUMN + ODS_PEOPLE + ods_row(
            ods_text("FIN02"), ods_text("黄如样"), attributes='table:visibility="filter"'))),
        ODS_READ, "ods", notices=("hidden-rows", "hidden-columns"), asks=("hidden_rows",),
    ),
    "repeated cells and rows of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("x", 'table:number-columns-repeated="2"'), ods_text(
            "", 'table:number-columns-repeated="16382"'), attributes='table:number-rows-repeated="2"') + ods_row(
            ods_text(""), attributes='table:number-rows-repeated="1000000"') + ods_row(ods_text("")))),
        [["x", "x"], ["x", "x"]], "ods",
    ),
    "merged cells of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("财务部", 'table:number-rows-spanned="2"'), ods_text("FIN01")) + ods_row(
            "<table:covered-table-cell/>", ods_text("FIN02")))),
        [["财务部", "FIN01"], ["财务部", "FIN02"]], "ods", notices=("merged-cells",),
    ),
    "remarks and pictures of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(
            '<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p></office:annotation>'
            '<draw:frame><draw:text-box><text:p>picture</text:p></draw:text-box></draw:frame>'
            '<text:p>林<text:s text:c="2"/>小<text:span>例</text:span></text:p><text:p>2</text:p>'
            "</table:table-cell>"))),
        [["林  小例\n2"]], "ods",
    ),
    "formulas and errors of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(
            ods_value("float", "50", "50", 'table:formula="of:=20+30"'), '<table:table-cell table:formula="of:=1+1"/>',
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'))),
        [["50", "=1+1", "#DIV/0!"]], "ods", wrong={(1, 1): "formula", (1, 2): "error-value"},
        notices=("formula-results",),
    ),
    "sheets of OpenDocument": Workbook(
        lambda: ods(ods_table(ODS_PEOPLE, "旧", 'table:style-name="gone"') + ods_table("", "空") + ods_table(ODS_PEOPLE)
                    + ods_table(ODS_HEAD, "更多")),
        ODS_READ, "ods", notices=("further-sheets", "hidden-sheets"), asks=("sheet",),
    ),
    "OpenDocument with a password": Workbook(
        lambda: ods("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), refused="encrypted"
    ),
    "a text of OpenDocument": Workbook(
        lambda: making.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        refused="not-a-table",
    ),
    "cells far below and to the right of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("x", 'table:number-columns-repeated="16384"')))),
        refused="too-many-columns",
    ),
    "a row a million times of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("x"), attributes='table:number-rows-repeated="1048576"'))),
        refused="too-many-rows",
    ),
    "one long text in many rows of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("x" * 90_000), attributes='table:number-rows-repeated="2000"'))),
        refused="too-large",
    ),
    "thousands of tables of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("x"))) * 1_001), refused="too-large"
    ),
    "paragraphs without end in a cell of OpenDocument": Workbook(
        lambda: ods(ods_table(ods_row(ods_text("</text:p><text:p>" * 120_000)))),
        refused="cell-too-large",
    ),
    "entities of OpenDocument": Workbook(
        lambda: changed(ods(""), "content.xml", ENTITIES), refused="broken-workbook"
    ),
}  # fmt: skip

PAGES = {
    "a web page named .xls": Workbook(lambda: _page(PAGE_ROWS).encode(), PAGE_READ, "html"),
    "a web page in GBK": Workbook(lambda: _page(PAGE_ROWS, GB).encode("gbk"), PAGE_READ, "html"),
    "a web page in UTF-16": Workbook(lambda: _page(PAGE_ROWS).encode("utf-16"), PAGE_READ, "html"),
    "a web page with a BOM": Workbook(lambda: _page(PAGE_ROWS, GB).encode("utf-8-sig"), PAGE_READ, "html"),
    "a web page whose tags are never closed": Workbook(
        "<table><tr><td>工号<td>姓名<tr><td>00123<td>林小例".encode, PAGE_READ, "html"
    ),
    "a web page with cells over several": Workbook(
        lambda: _page("<tr><td colspan=3>积分表</td></tr><tr><td rowspan=2>财务部</td><td>FIN01</td><td>5</td></tr>"
                      "<tr><td>FIN02</td><td>6</td></tr>").encode(),
        [["积分表"], ["财务部", "FIN01", "5"], ["财务部", "FIN02", "6"]], "html", notices=("merged-cells",),
    ),
    "a web page with hidden rows, lines and errors": Workbook(
        lambda: _page('<tr><td>a&amp;b<br>c</td><td> x\n  y&nbsp;</td><td>#N/A</td></tr>'
                      '<tr style="display: none"><td>no</td></tr><tr><td><style>td{}</style>z</td></tr>').encode(),
        [["a&b\nc", "x y", "#N/A"], ["z"]], "html", numbers=[1, 3], wrong={(1, 2): "error-value"},
        notices=("hidden-rows",), asks=("hidden_rows",),
    ),
    "a web page with two tables": Workbook(
        (_page(PAGE_ROWS) + "<table><tr><td>x<table><tr><td>y</td></tr></table></td></tr></table>").encode,
        PAGE_READ, "html", notices=("further-sheets",), asks=("sheet",),
    ),
    "a web page without a table": Workbook(lambda: b"<html><body>Please sign in</body></html>", refused="empty"),
    "a web page in another encoding than it says": Workbook(
        lambda: _page(PAGE_ROWS, GB.replace("gb2312", "utf-8")).encode("gbk"), refused="encoding"
    ),
    "a web archive": Workbook(lambda: b"MIME-Version: 1.0\r\nContent-Type: x/related\r\n", refused="not-a-table"),
    "an XML spreadsheet of 2003": Workbook(
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        refused="not-a-table",
    ),
    "a web page of a long cell over many rows": Workbook(
        ('<table><tr><td rowspan="2000">' + "x" * 90_000 + "<td>1" + "<tr><td>1" * 1_999).encode, refused="too-large"
    ),
    "a web page of thousands of tables": Workbook(lambda: b"<table><tr><td>x</table>" * 1_001, refused="too-large"),
    "a web page of lines without end": Workbook(lambda: b"<table><tr><td>x" + b"<br>" * 120_000,
                                                refused="cell-too-large"),
    "a tag that never ends": Workbook(lambda: b"<table><tr><td " + b"x " * 2_000_000, refused="broken-workbook"),
}  # fmt: skip

BINARY = {
    "a binary workbook": Workbook(
        lambda: making.binary([*PEOPLE[:2], ["FIN02", "黄如样", b"\x2a"], ["FIN03", "=1", True]], {1}),
        [HEAD, ["FIN02", "黄如样", "#N/A"], ["FIN03", "=1", "TRUE"]], "xlsb", numbers=[1, 3, 4],
        wrong={(3, 2): "error-value"}, notices=("hidden-rows",), asks=("hidden_rows",),
    ),
    "formats in a binary workbook": Workbook(
        lambda: making.binary([[(123, "00000"), (0.125, "0.0%"), (46329, 'yyyy"年"m"月"d"日"'),
                                (46329.75, "yyyy-mm-dd"), (-5, '0"人"'), (12.6, "0"), (46329.75, "yyyy-mm-dd h:mm")]]),
        [["00123", "12.5%", "2026-11-03", "2026-11-03", "-5", "12.6", "2026-11-03 18:00:00"]], "xlsb",
        notices=("rounded",),
    ),
    "a binary workbook that counts from 1904": Workbook(
        lambda: making.binary([["入职日期"], [(44867, "yyyy-mm-dd")]], since_1904=True),
        [["入职日期"], ["2026-11-03"]], "xlsb",
    ),
    "a binary workbook that begins to the right": Workbook(
        lambda: making.binary([[], ["FIN01", 0.1 + 0.2]], column=2), [["", "", "FIN01", "0.3"]], "xlsb", numbers=[2],
    ),
    "a binary workbook with a cell far to the right": Workbook(
        lambda: making.binary([["x"]], column=16_000), refused="too-many-columns"
    ),
    "half a binary workbook": Workbook(
        lambda: changed(making.binary(PEOPLE), "xl/worksheets/sheet1.bin", lambda part: part[:60]),
        refused="broken-workbook",
    ),
}  # fmt: skip


def _sheets_at_once(times: int) -> bytes:
    """Records of an old workbook that name its one sheet so often."""
    records = making.stream(xls(old([["a"]])))
    at = records.index(b"\x85\0")
    end = at + 4 + struct.unpack_from("<H", records, at + 2)[0]
    (begins,) = struct.unpack_from("<I", records, at + 4)
    named = records[at : at + 4] + struct.pack("<I", begins + (end - at) * (times - 1)) + records[at + 8 : end]
    return contained(records[:at] + named * times + records[end:])


BAD = {
    "a zip bomb": Workbook(lambda: changed(plain([["a"]]), making.SHEET, BOMB), refused="zip-bomb"),
    "a zip bomb beside what can't be packed": Workbook(
        lambda: changed(changed(plain([["a"]]), making.SHEET, BOMB), "xl/media/image1.png", randbytes(200_000)),
        refused="zip-bomb",
    ),
    "a bomb of texts": Workbook(
        lambda: changed(plain([["a"]]), making.TEXTS, b"<si><t>%d</t></si>" % 7 * 4_000_000), refused="zip-bomb"
    ),
    "one long text in every cell": Workbook(
        lambda: changed(sheet('<row><c t="s"><v>0</v></c></row>' * 2_000), making.TEXTS,
                        b"<sst><si><t>%s</t></si></sst>" % (b"x" * 90_000)), refused="too-large",
    ),
    "a tag as long as a book": Workbook(
        lambda: sheet(f'<row r="1" x="{randbytes(1_500_000).hex()}"/>'), refused="broken-workbook"
    ),
    "tags that are all called otherwise": Workbook(
        lambda: sheet("".join(f"<a{number}/>" for number in range(20_000))), refused="broken-workbook"
    ),
    "attributes that are all called otherwise": Workbook(
        lambda: sheet("".join(f'<c a{number}=""/>' for number in range(20_000))), refused="broken-workbook"
    ),
    "two sheets that are one part": Workbook(
        lambda: changed(plain([["a"]]), making.BOOK, lambda book: book.replace(
            b"</sheets>", b'<sheet name="again" sheetId="2" r:id="rId1"/></sheets>')), refused="broken-workbook",
    ),
    "old sheets that are one part": Workbook(lambda: _sheets_at_once(900), refused="broken-workbook"),
    "a text as long as a book": Workbook(
        lambda: sheet(f'<row r="1">{text("A1", "x" * 200_000)}</row>'), refused="cell-too-large"
    ),
    "entities that grow": Workbook(lambda: changed(plain([["a"]]), making.SHEET, ENTITIES), refused="broken-workbook"),
    "entities from outside": Workbook(
        lambda: changed(plain([["a"]]), making.TEXTS, OUTSIDE), refused="broken-workbook"
    ),
    "a size that lies": Workbook(
        lambda: sheet(f'<row r="1">{text("A1", "x")}</row>', before='<dimension ref="A1:XFD1048576"/>'), [["x"]]
    ),
    "a cell in the last corner": Workbook(
        lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        refused="too-many-columns",
    ),
    "a cell in the last row": Workbook(
        lambda: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), refused="too-many-rows"
    ),
    "a row that no sheet has": Workbook(
        lambda: sheet('<row r="999999999"><c r="A999999999"><v>1</v></c></row>'), refused="too-many-rows"
    ),
    "rows out of order": Workbook(
        lambda: sheet(f'<row r="2">{text("A2", "x")}</row><row r="1">{text("A1", "y")}</row>'),
        refused="broken-workbook",
    ),
    "a Word document": Workbook(
        lambda: making.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), refused="not-a-table"
    ),
    "a table of Apple Numbers": Workbook(lambda: making.packed({"Index/Document.iwa": "x"}), refused="not-a-table"),
    "an archive of something": Workbook(lambda: making.packed({"readme.txt": "hello"}), refused="not-a-table"),
    "a sheet that is not there": Workbook(
        lambda: making.without(plain(PEOPLE), making.SHEET),
        refused="broken-workbook",
    ),
    "half a workbook": Workbook(lambda: plain(PEOPLE)[:3000], refused="broken-workbook"),
}  # fmt: skip

LIBRE = {
    "nearly everything": _people(lambda: kept(xlsx(people)), "xlsx"),
    "nearly everything, counted from 1904": _people(lambda: kept(xlsx(people, date_1904=True)), "xlsx"),
    "OpenDocument of LibreOffice": _people((FILES / "people.ods").read_bytes, "ods"),
    "an old workbook of LibreOffice": _people((FILES / "people.xls").read_bytes, "xls"),
    "an old workbook of LibreOffice that counts from 1904": _people((FILES / "people-1904.xls").read_bytes, "xls"),
    "a workbook of LibreOffice that counts from 1904": _people((FILES / "people-1904.xlsx").read_bytes, "xlsx"),
    "a web page of LibreOffice": Workbook(
        (FILES / "people.html").read_bytes,
        [[*PEOPLE_READ[0][:6], "合计", "备注"],
         ["00123", "林小例", "财务部", "2021-07-15", "15.0%", "16,500.00", "100", "#DIV/0!"],
         ["00007", "黄如样", "财务部", "2022年4月8日", "12.5%", "14,000.50", "60", "=1+1"],
         ["00099", "郭试航", "FIN", "1999年6月20日", "0.0%", "123,456,789,012.00", "-10", "1"]],
        "html", wrong={(2, 7): "error-value"}, notices=("further-sheets", "merged-cells"), asks=("sheet",),
    ),
}  # fmt: skip

WORKBOOKS: dict[str, Workbook] = {**LIBRE, **XLSX, **OLD, **OPEN, **PAGES, **BINARY, **BAD}
