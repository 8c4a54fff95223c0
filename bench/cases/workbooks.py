"""A workbook of many rows, read as imports read it, beside two libraries that only give its values."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from bench.context import Context
from bench.series import Probe, Result, Wanted

ROWS = 100_000
WANTED_RATIO = 1.1
READERS = {
    "ours": "from ledger.infrastructure.files import workbooks\nwith open(path, 'rb') as file:\n"
            "    count = sum(1 for _ in workbooks.opened(file).rows)",
    "openpyxl": "import openpyxl\nsheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]\n"
                "count = sum(1 for _ in sheet.iter_rows(values_only=True))",
    "calamine": "import python_calamine\nbook = python_calamine.CalamineWorkbook.from_path(path)\n"
                "count = sum(1 for _ in book.get_sheet_by_index(0).iter_rows())",
}  # fmt: skip
WATCHED = """
import sys, time
path, began = sys.argv[1], time.process_time()
{read}
assert count == int(sys.argv[2])
lines = open("/proc/self/status").read().splitlines()
print(time.process_time() - began, next(line.split()[1] for line in lines if line.startswith("VmHWM:")))
"""


def measure(context: Context) -> None:
    """Seconds of processor time, and megabytes, each in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "people.xlsx")
        make(path, ROWS)
        memory: dict[str, list[float]] = {name: [] for name in READERS}
        probes = [Probe(f"workbook_{name}", "s", partial(_read, path, name, memory)) for name in READERS]
        found = context.measure(probes)
    ours, openpyxl = found["workbook_ours"], found["workbook_openpyxl"]
    context.add(Result(ours, (ours.against(openpyxl, Wanted(WANTED_RATIO, at_least=False)),)))
    for name in ("openpyxl", "calamine"):
        context.add(Result(found[f"workbook_{name}"]))
    for name, megabytes in memory.items():
        held = context.measured(f"workbook_memory_{name}", "MB", megabytes, "the whole process, at the most")
        context.add(Result(held))


def make(path: Path, rows: int) -> None:
    """People as an HR system writes them: number, name, department, day, pay."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["工号", "姓名", "部门", "入职日期", "标准工资"])
        for row in range(1, rows):
            sheet.write_string(row, 0, f"P{row:06}")
            sheet.write_string(row, 1, f"员工{row}")
            sheet.write_string(row, 2, f"D{row % 40:02}")
            sheet.write_datetime(row, 3, date(2015, 1, 1) + timedelta(row % 3_000), day)
            sheet.write_number(row, 4, 8_000 + row % 20_000)


def _read(path: Path, name: str, memory: dict[str, list[float]]) -> float:
    program = WATCHED.format(read=READERS[name])
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path), str(ROWS)], check=True, capture_output=True, text=True
    )
    seconds, kilobytes = ended.stdout.split()
    memory[name].append(int(kilobytes) / 1024)
    return float(seconds)
