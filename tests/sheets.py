"""Workbooks as tests read and change them: by another library than the one that writes them, or as the XML that they
are."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

FIRST = "xl/worksheets/sheet1.xml"


def cells(made: bytes, sheet: int = 0) -> list[list[Any]]:
    """What stands in a sheet; None: nothing."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(sheet)
    return [[None if cell == "" else cell for cell in row] for row in found.to_python(skip_empty_area=False)]


def everything(made: bytes) -> str:
    """All that a workbook says anywhere: packed, letters may come out by chance."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def part(made: bytes, name: str = FIRST) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name).decode()


def filled(made: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    """The workbook with rows that somebody typed below the heads, all of them texts."""
    lines = "".join(
        f'<row r="{number}">' + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for place, cell in enumerate(row) if cell
        ) + "</row>"
        for number, row in enumerate(rows, 2)
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == FIRST:
                text = re.sub(r'<dimension ref="[^"]*"/>', "", content.decode())
                content = text.replace("</sheetData>", f"{lines}</sheetData>").encode()
            new.writestr(entry, content)
    return out.getvalue()


def saved_again(rows: Sequence[Sequence[Any]]) -> bytes:
    """Cells as another program saves them."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "default_date_format": "yyyy/m/d", "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WITHOUT_LIBREOFFICE = "LibreOffice is not on this machine (apt-get install libreoffice-calc)"


def through_libreoffice(folder: Path, files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Workbooks as LibreOffice opens them and saves them in a format, by name."""
    assert LIBREOFFICE is not None
    (folder / "out").mkdir()
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = [str(folder / f"{name}.xlsx") for name in files]
    command = [LIBREOFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out"), *made]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (folder / "out" / f"{name}.{to.partition(':')[0]}").read_bytes() for name in files}
