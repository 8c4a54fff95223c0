"""S58 at size: 100,000 rows with 1% bad, in bounded memory, through a kill; scaled unless --full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger import importing
from ledger.bootstrap import Installation
from tests.imports.files import bad_rows, send, settled, table
from tests.journeys.seeing import read
from tests.service import Company, Service, environment_of

MOST_MEGABYTES = 300


def high_water(pid: int) -> int:
    """The most kilobytes that a process has held; 0 when it has ended. What it inherited from us does not count."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


class Worked:
    """Does what the worker does, in processes whose memory is looked at."""

    def __init__(self, where: Installation, data: Path, company: Company) -> None:
        self._environment = {**os.environ, **environment_of(where, data)}
        self._where, self._company = where, company
        self.most_kilobytes = 0

    def begin(self, id: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(importing.command(self._company.id, id), env=self._environment)

    def finish(self, id: str) -> float:
        """Seconds; remembers the most memory that a process took."""
        started = time.monotonic()
        process = self.begin(id)
        while process.poll() is None:
            self.most_kilobytes = max(self.most_kilobytes, high_water(process.pid))
            time.sleep(0.02)
        assert process.returncode == 0
        spent = time.monotonic() - started
        print(f"{spent:.1f} s, at most {self.most_kilobytes // 1024} MB so far", flush=True)
        return spent

    def kill_when(self, id: str, done: int) -> None:
        """kill -9 in the middle of it."""
        process = self.begin(id)
        with psycopg.connect(self._where.databases.app, autocommit=True) as connection:
            while process.poll() is None:
                row = connection.execute("SELECT done FROM imports.imports WHERE id = %s", (id,)).fetchone()
                if row is not None and row[0] >= done:
                    break
                time.sleep(0.002)
        assert process.poll() is None, "it was quicker than the kill"
        process.send_signal(signal.SIGKILL)
        process.wait()


def head(company: Company) -> int:
    found: int = company.hr.done("GET", "/audit/verification")["head"]
    return found


def test_many_rows_are_checked_and_written_once_through_a_kill_in_bounded_memory(
    alone: tuple[Installation, Service], tmp_path: Path, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    where, service = alone
    company = Company(where, service)
    company.client.timeout = 120
    hr, work = company.hr, Worked(where, tmp_path, company)
    hr.done("POST", "/departments", {"code": "FIN", "name": "FIN"})
    count = 100_000 if full else 1_500
    lines = [
        f"P{number},员工{number},{'NONE' if number % 100 == 7 else 'FIN'},{f'P{number // 10}' if number >= 10 else ''}"
        for number in range(1, count + 1)
    ]
    bad = {number + 1 for number in range(1, count + 1) if number % 100 == 7}
    orphans = {number + 1 for number in range(10, count + 1) if above_is_bad(number)}
    people = send(hr, "employees", table("工号,姓名,部门,直接上级", *lines)).json()["id"]
    seconds = [work.finish(people)]
    found = settled(hr, people)
    assert found["state"] == "checked" and found["rows"] == count
    named = bad_rows(hr, people)
    assert {row for row, column, _ in named if column == "department"} == bad - orphans | (bad & orphans)
    assert {row for row, _, _ in named} == bad | orphans, "who would report to a bad row is bad, too"
    before = head(company)
    hr.done("POST", f"/imports/{people}/confirmation", {"without_bad_rows": True})
    work.kill_when(people, (count - len(bad | orphans)) // 3)
    seconds.append(work.finish(people))
    good = count - len(bad | orphans)
    assert settled(hr, people)["counts"] == {"bad": len(bad | orphans), "imported": good}
    assert head(company) == before + 1 + good, "the confirmation, and each row once"

    points = [f"P{number},{number % 50 + 1},2031-12-31" for number in range(1, count + 1)]
    opened = send(hr, "opening-balances", table("employee_no,points,last_day", *points), control_rows=count).json()[
        "id"
    ]
    seconds.append(work.finish(opened))
    assert settled(hr, opened)["counts"] == {"bad": len(bad | orphans), "ready": good}
    before = head(company)
    hr.done("POST", f"/imports/{opened}/confirmation", {"without_bad_rows": True})
    seconds.append(work.finish(opened))
    assert head(company) == before + 1 + good
    hr.done("POST", f"/imports/{opened}/undo")
    work.kill_when(opened, good // 3)
    seconds.append(work.finish(opened))
    assert settled(hr, opened)["counts"] == {"bad": len(bad | orphans), "undone": good}
    assert head(company) == before + 2 + 2 * good
    settle(where)
    balance = read(hr, "/trial-balance?limit=1000", head(company))
    assert (balance["sum"], {one["balance"] for one in balance["accounts"]}) == (0, {0})
    assert hr.done("GET", "/audit/verification")["sound"]
    assert work.most_kilobytes < MOST_MEGABYTES * 1024
    with capsys.disabled():
        names = ("check people", "write two thirds", "check openings", "write openings", "undo two thirds")
        told = ", ".join(f"{name} {spent:.1f} s" for name, spent in zip(names, seconds, strict=True))
        print(f"\n{count} rows: {told}; at most {work.most_kilobytes // 1024} MB", file=sys.stderr)


def above_is_bad(number: int) -> bool:
    """Whether somebody above in the line is a bad row: then nobody below can be registered."""
    above = number // 10
    while above:
        if above % 100 == 7:
            return True
        above //= 10
    return False


def settle(where: Installation) -> None:
    """Bring the projections up to the head, as a worker does."""
    from ledger.infrastructure.journal.mapper import decode
    from ledger.projections.registry import all_projections
    from ledger.projections.runner import Runner

    runner = Runner(where.databases.projector, decode, all_projections())
    while runner.run_once():
        pass
    runner.close()


def test_two_workers_do_not_both_work_on_one_import(alone: tuple[Installation, Service], tmp_path: Path) -> None:
    where, service = alone
    company = Company(where, service)
    sent = send(company.hr, "departments", table("code,name", *(f"D{n},D{n}" for n in range(400)))).json()["id"]
    work = Worked(where, tmp_path, company)
    both = [work.begin(sent), work.begin(sent)]
    assert [process.wait() for process in both] == [0, 0]
    assert settled(company.hr, sent)["counts"] == {"ready": 400}


def test_the_command_line_names_bad_rows_and_writes_what_is_confirmed(
    alone: tuple[Installation, Service], tmp_path: Path
) -> None:
    import orjson

    from tests.service import PASSWORD

    where, service = alone
    company = Company(where, service)
    file, password = tmp_path / "people.csv", tmp_path / "password"
    company.hr.done("POST", "/departments", {"code": "FIN", "name": "FIN"})
    file.write_bytes(table("工号,姓名,部门", "C01,甲,FIN", "C02,乙,NONE"))
    password.write_text(PASSWORD)

    def run(*more: str) -> subprocess.CompletedProcess[bytes]:
        command = (
            sys.executable,
            "-m",
            "ledger",
            "import",
            str(file),
            "--kind",
            "employees",
            "--organisation",
            company.id,
        )
        environment = {**os.environ, **environment_of(where, tmp_path)}
        return subprocess.run([*command, "--password-file", str(password), *more], env=environment, capture_output=True)

    looked = run("--json")
    assert looked.returncode == 1, "a row is wrong"
    said: dict[str, Any] = orjson.loads(looked.stdout)
    assert (said["state"], said["counts"]) == ("checked", {"bad": 1, "ready": 1})
    assert [(row["row"], row["problems"][0]["column"]) for row in said["wrong"]] == [(3, "department")]
    written = run("--confirm", "--without-bad-rows")
    assert written.returncode == 0, written.stderr
    assert "row 3, department" in written.stderr.decode() and "imported" in written.stderr.decode()
    password.write_text("wrong")
    assert run("--json").returncode == 1
