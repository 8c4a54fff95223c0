"""Texts as programs write them: CSV of several countries' Excels, of old systems, of spreadsheets with titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

HEAD = ["工号", "姓名", "部门"]
ENGLISH = ["employee_no", "name", "department"]
PEOPLE = (HEAD, ["FIN01", "张三", "FIN"], ["FIN02", "李四", "FIN"])
TAIWAN = (["員工編號", "姓名", "部門"], ["FIN01", "陳大文", "FIN"], ["FIN02", "林志玲", "FIN"])
MANY = (
    ENGLISH,
    *([f"FIN{n:02}", name, "FIN"] for n, name in enumerate(("张三", "李四", "王五", "赵六", "欧阳娜娜", "司马光"))),
)
JAPAN = (ENGLISH, ["FIN01", "山田太郎", "FIN"], ["FIN02", "鈴木花子", "FIN"], ["FIN03", "サトウ", "FIN"])
KOREA = (ENGLISH, ["FIN01", "김철수", "FIN"], ["FIN02", "이영희", "FIN"])
EUROPE = (
    ENGLISH,
    ["FIN01", "José García", "FIN"],
    ["FIN02", "Jürgen Müller", "FIN"],
    ["FIN03", "Zoë Smith–Day", "FIN"],
)
Rows = tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """`rows` is what comes out from the headers on (or `refused`, the rule), `first` the number of the header row,
    `notices` the rules of what is said of it, `asks` what has to be said before it is imported."""

    name: str
    content: bytes
    rows: Rows = ()
    encoding: str = "utf-8"
    first: int = 1
    notices: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    refused: str | None = None
    kind: str = "employees"


def csv(rows: Rows, delimiter: str = ",", ending: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + ending for row in rows)


def _text(name: str, text: str, codec: str = "utf-8", **expected: Any) -> Text:
    return Text(name, text.encode(codec), **expected)


ASKED = ("encoding",)
SPREAD = "员工花名册（2026年11月）\r\n制表：人事部,,2026-11-03\r\n\r\n"

TEXTS = (
    _text("UTF-8 of a program", csv(PEOPLE), rows=PEOPLE),
    _text("CSV UTF-8 of Excel", csv(PEOPLE), "utf-8-sig", rows=PEOPLE),
    _text("Unicode text of Excel", csv(PEOPLE, "\t"), "utf-16", rows=PEOPLE, encoding="utf-16"),
    _text("UTF-16 without BOM, little end first", csv(PEOPLE), "utf-16-le", rows=PEOPLE, encoding="utf-16"),
    _text("UTF-16 without BOM, big end first", csv(PEOPLE), "utf-16-be", rows=PEOPLE, encoding="utf-16"),
    _text("CSV of Excel in China", csv(PEOPLE), "gbk", rows=PEOPLE, encoding="gb18030"),
    _text("GB18030 with a rare name", csv((HEAD, ["FIN01", "㐂𠮷", "FIN"])), "gb18030",
          rows=(HEAD, ["FIN01", "㐂𠮷", "FIN"]), encoding="gb18030"),
    _text("CSV of Excel in China, English headers", csv(MANY), "gbk", rows=MANY, encoding="gb18030", notices=ASKED,
          asks=ASKED),
    _text("CSV of Excel in Taiwan", csv(TAIWAN), "cp950", rows=TAIWAN, encoding="big5"),
    _text("CSV of Excel in Hong Kong", csv((TAIWAN[0], ["FIN01", "陳嘅喺", "FIN"])), "big5hkscs",
          rows=(TAIWAN[0], ["FIN01", "陳嘅喺", "FIN"]), encoding="big5"),
    _text("CSV of Excel in Japan", csv(JAPAN), "cp932", rows=JAPAN, encoding="shift_jis", notices=ASKED, asks=ASKED),
    _text("CSV of Excel in Korea", csv(KOREA), "cp949", rows=KOREA, encoding="euc-kr", notices=ASKED, asks=ASKED),
    _text("CSV of Excel in Spain", csv(EUROPE, ";"), "cp1252", rows=EUROPE, encoding="windows-1252"),
    _text("CSV of Excel in Germany", "sep=;\r\n" + csv(EUROPE, ";"), rows=EUROPE),
    _text("a delimiter that is said", "sep=|\r\n" + csv((ENGLISH, ["A1", "a;b;c,d", "F"]), "|"),
          rows=(ENGLISH, ["A1", "a;b;c,d", "F"])),
    _text("sep in quotes, with a BOM", '"sep=\t"\r\n' + csv(PEOPLE, "\t"), "utf-8-sig", rows=PEOPLE),
    _text("semicolons below a title with commas", "花名册,一月,二月,三月,四月\n" + csv(PEOPLE, ";", "\n"), rows=PEOPLE,
          first=2, notices=("title-rows",)),
    _text("bars", csv(PEOPLE, "|", "\n"), rows=PEOPLE),
    _text("full-width commas", csv(PEOPLE, "，", "\n"), rows=PEOPLE),
    _text("line ends of old Macs", csv(PEOPLE, ",", "\r"), rows=PEOPLE),
    _text("titles above the headers", SPREAD + csv(PEOPLE), rows=PEOPLE, first=4, notices=("title-rows",)),
    _text("titles above the headers, in GBK", SPREAD + csv(PEOPLE), "gbk", rows=PEOPLE, first=4, encoding="gb18030",
          notices=("title-rows",)),
    _text("protected texts", csv((HEAD, ["FIN01", "'=张三", "FIN"], ["FIN02", "'李四", "'-"])),
          rows=(HEAD, ["FIN01", "=张三", "FIN"], ["FIN02", "'李四", "-"])),
    _text("commas, quotes and lines in cells", '工号,姓名,部门\r\nFIN01,"张,""三""\r\n","FIN"\r\n',
          rows=(HEAD, ["FIN01", '张,"三"\r\n', "FIN"])),
    _text("empty rows and columns around", "\r\n,,,\r\n" + csv(([*HEAD, "", ""], ["FIN01", "张三", "FIN", "", ""])),
          rows=(HEAD, ["FIN01", "张三", "FIN"]), first=3),
    _text("nothing but ASCII", csv((ENGLISH, ["FIN01", "Li Si", "FIN"])), rows=(ENGLISH, ["FIN01", "Li Si", "FIN"])),
    Text("two encodings in one file", csv(PEOPLE).encode() + "FIN03,王五,FIN\r\n".encode("gbk"),
         refused="mixed-encodings"),
    Text("UTF-8 that ends in GBK", csv(PEOPLE).encode("utf-8-sig") + "王五".encode("gbk"), refused="encoding"),
    Text("half a letter at the end", csv(PEOPLE).encode("utf-16")[:-1], refused="encoding"),
    Text("bytes that are letters nowhere", b"employee_no,name\r\nFIN01,\x81\x20\xff\xfe\r\n", refused="encoding"),
    Text("a quote never closed", '工号,姓名\r\n"FIN01,张三\r\nFIN02,李四\r\n'.encode(), refused="quotes"),
    Text("letters behind a closed quote", '工号,姓名\r\n"FIN01"x,张三\r\n'.encode(), refused="quotes"),
    Text("a picture with the name of a table", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
         refused="not-a-table"),
    Text("zeros", bytes(5000), refused="empty"),
)  # fmt: skip
