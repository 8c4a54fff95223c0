"""How the workbooks of the corpus are made: by libraries, and by hand where no library writes such a thing."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter
import xlwt
import xlwt.CompoundDoc

from ledger.infrastructure.files.containers import Container

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = (
    (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
SHEET, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
Rows = Iterable[Iterable[Any]]


def xlsx(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook as xlsxwriter makes it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        fill(book)
    return made.getvalue()


def table(rows: Rows, *, name: str | None = None) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        written(book.add_worksheet(name), rows)

    return fill


def written(sheet: Any, rows: Rows, first: int = 0, left: int = 0) -> Any:
    for number, row in enumerate(rows, first):
        for place, cell in enumerate(row, left):
            if isinstance(cell, tuple):
                sheet.write(number, place, *cell)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write(number, place, cell)
    return sheet


def plain(rows: Rows) -> bytes:
    return xlsx(table(rows))


def packed(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, name: str, part: bytes | Callable[[bytes], bytes]) -> bytes:
    """A workbook with another part in it, or one that is made of the part that was there."""
    parts = unpacked(content)
    parts[name] = part if isinstance(part, bytes) else part(parts[name])
    return packed(parts)


def without(content: bytes, name: str) -> bytes:
    parts = unpacked(content)
    del parts[name]
    return packed(parts)


def kept(content: bytes) -> bytes:
    """As Excel saves a workbook: its results of formulas are worked out."""
    return changed(content, BOOK, lambda part: part.replace(b' fullCalcOnLoad="1"', b""))


def strict(content: bytes) -> bytes:
    parts = unpacked(content)
    for name, part in parts.items():
        for loose, tight in STRICT:
            part = part.replace(loose.encode(), tight.encode())
        parts[name] = part
    return packed(parts)


def prefixed(content: bytes) -> bytes:
    """As programs of .NET write it: every element with a prefix."""

    def put(part: bytes) -> bytes:
        part = re.sub(rb"<(/?)(?=[a-zA-Z])(?!/?[a-z]+:)", rb"<\1x:", part)
        return part.replace(b'xmlns="%s"' % MAIN.encode(), b'xmlns:x="%s"' % MAIN.encode())

    for name in (SHEET, TEXTS, BOOK, "xl/styles.xml"):
        content = changed(content, name, put)
    return content


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A workbook with these rows of XML."""
    whole = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return changed(kept(plain([["a"]])), SHEET, whole.encode())


def text(at: str, said: str = "") -> str:
    return f'<c r="{at}" t="inlineStr">{f"<is><t>{said}</t></is>" if said else ""}</c>'


def xls(fill: Callable[[Any], None]) -> bytes:
    """An old workbook as xlwt makes it."""
    made = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    book.save(made)
    return made.getvalue()


def old(rows: Rows, name: str = "名单") -> Callable[[Any], Any]:
    """Cells are values, or a value and its number format."""

    def fill(book: Any) -> Any:
        made = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, tuple):
                    made.write(number, place, cell[0], xlwt.easyxf(num_format_str=cell[1]))
                elif cell is not None:
                    made.write(number, place, cell)
        return made

    return fill


def stream(content: bytes) -> bytes:
    """The records of an old workbook without their container."""
    return Container(content).stream("Workbook")


def contained(records: bytes, name: str = "Workbook") -> bytes:
    """A container with one stream of that name."""
    made = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(made, records)
    field = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
    length = 2 * len(name) + 2
    return made.getvalue().replace(field, name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", length))


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">
<office:automatic-styles><style:style style:name="gone" style:family="table"><style:table-properties
 table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>"""


def ods(tables: str, **parts: str) -> bytes:
    """A workbook of OpenDocument with these tables of XML."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": ODS % tables, **parts})


def ods_table(rows: str, name: str = "名单", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{rows}</table:table>'


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_text(said: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{said}</text:p></table:table-cell>'
        if said
        else f"<table:table-cell {attributes}/>"
    )


def ods_value(kind: str, value: str, shown: str, attributes: str = "") -> str:
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {attributes}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """One of .xlsb."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(data), b""
    while True:
        length, low = length >> 7, length & 0x7F
        size += bytes([low | 0x80 if length else low])
        if not length:
            return head + size + data


def wide(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def binary(rows: Rows, hidden: Iterable[int] = (), column: int = 0, since_1904: bool = False) -> bytes:
    """A binary workbook with one sheet: texts, numbers, numbers with their formats, truths; an error is a byte. No
    library writes such a thing."""
    texts: list[str] = []
    formats = ["General"]
    cells = bytearray()
    for number, row in enumerate(rows):
        low = 0x10 if number in hidden else 0
        cells += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, low, 0, 0))
        for place, cell in enumerate(row, column):
            where = struct.pack("<II", place, 0)
            match cell:
                case bytes():
                    cells += record(3, where + cell)
                case bool():
                    cells += record(4, where + bytes([cell]))
                case str():
                    cells += record(7, where + struct.pack("<I", len(texts)))
                    texts.append(cell)
                case int() | float():
                    cells += record(5, where + struct.pack("<d", cell))
                case (value, code):
                    formats.append(code)
                    where = struct.pack("<II", place, len(formats) - 1)
                    whole = isinstance(value, int) and abs(value) < 1 << 29
                    cells += (
                        record(2, where + struct.pack("<i", value << 2 | 2))
                        if whole
                        else record(5, where + struct.pack("<d", value))
                    )
    size = struct.pack("<4I", 0, 1, column, column + 1)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    targets = {"worksheet": "worksheets/sheet1.bin", "sharedStrings": "sharedStrings.bin", "styles": "styles.bin"}
    named = b"".join(record(44, struct.pack("<H", 164 + at) + wide(code)) for at, code in enumerate(formats))
    styles = b"".join(record(47, struct.pack("<HHQI", 0, 164 + at, 0, 0)) for at in range(len(formats)))
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{relations}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("名单")
    package = "http://schemas.openxmlformats.org/package/2006"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                       f'Type="{relations}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        "xl/workbook.bin": record(131) + record(153, bytes([since_1904]) + bytes(11)) + record(143)
                           + record(156, bundle) + record(144) + record(132),
        "xl/styles.bin": record(278) + record(615, struct.pack("<I", len(formats))) + named + record(616)
                         + record(617, struct.pack("<I", len(formats))) + styles + record(618) + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts)))
                                + b"".join(record(19, b"\0" + wide(said)) for said in texts) + record(160),
        "xl/worksheets/sheet1.bin": record(129) + record(148, size) + record(145) + bytes(cells) + record(146)
                                    + record(130),
    })  # fmt: skip
