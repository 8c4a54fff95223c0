"""S58 at size: 100,000 rows with 1% bad, in bounded memory, through a kill; scaled unless --full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger import importing
from ledger.bootstrap import Installation
from tests.imports.clerk import projecting
from tests.imports.files import bad_rows, send, settled, table
from tests.journeys.seeing import read
from tests.service import Company, Service, environment_of
from tests.sheets import cells

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
        print(f"{spent:.1f} s, at most {self.most_kilobytes // 1024} MB so far", file=sys.__stderr__, flush=True)
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

    def head(self) -> int:
        """Where the journal stands; to ask the service would have it walk over the whole chain."""
        return int(self._asked("SELECT position FROM journal.heads WHERE organisation = %s")[0][0])

    def balances(self) -> dict[str, int]:
        """Everybody's that is not zero, when the projections are at the head."""
        settle(self._where)
        query = "SELECT account, balance FROM balances.accounts WHERE organisation = %s AND balance <> 0"
        return {account: int(balance) for account, balance in self._asked(query)}

    def _asked(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._where.databases.app, autocommit=True) as connection:
            return connection.execute(query.encode(), (self._company.id,)).fetchall()


def a_company(alone: tuple[Installation, Service], data: Path) -> tuple[Company, Worked]:
    where, service = alone
    company = Company(where, service)
    company.client.timeout = 1200
    company.hr.done("POST", "/departments", {"code": "FIN", "name": "FIN"})
    company.employee("HR02", "FIN")
    company.role("HR02", "hr")
    return company, Worked(where, data, company)


def told(capsys: pytest.CaptureFixture[str], count: int, seconds: dict[str, float], work: Worked) -> None:
    with capsys.disabled():
        times = ", ".join(f"{name} {spent:.1f} s" for name, spent in seconds.items())
        print(f"\n{count} rows: {times}; at most {work.most_kilobytes // 1024} MB", file=sys.stderr)
    assert work.most_kilobytes < MOST_MEGABYTES * 1024


def test_many_people_are_written_once_and_taken_back_through_kills_in_bounded_memory(
    alone: tuple[Installation, Service], tmp_path: Path, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    company, work = a_company(alone, tmp_path)
    hr, count = company.hr, 100_000 if full else 1_000
    lines = [
        f"P{number},员工{number},{'NONE' if number % 100 == 7 else 'FIN'},{f'P{number // 10}' if number >= 10 else ''}"
        for number in range(1, count + 1)
    ]
    bad = {number + 1 for number in range(1, count + 1) if number % 100 == 7}
    orphans = {number + 1 for number in range(10, count + 1) if above_is_bad(number)}
    people = send(hr, "employees", table("工号,姓名,部门,直接上级", *lines)).json()["id"]
    seconds = {"check": work.finish(people)}
    found = settled(hr, people)
    assert found["state"] == "checked" and found["rows"] == count
    named = bad_rows(hr, people)
    assert {row for row, column, _ in named if column == "department"} == bad - orphans | (bad & orphans)
    assert {row for row, _, _ in named} == bad | orphans, "who would report to a bad row is bad, too"
    before, good = work.head(), count - len(bad | orphans)
    hr.done("POST", f"/imports/{people}/confirmation", {"without_bad_rows": True})
    work.kill_when(people, good // 3)
    seconds["write two thirds"] = work.finish(people)
    assert settled(hr, people)["counts"] == {"bad": len(bad | orphans), "imported": good}
    assert work.head() == before + 1 + good, "the confirmation, and each row once"
    work.balances()
    hr.done("POST", f"/imports/{people}/undo")
    with projecting(alone[0]):
        work.kill_when(people, good // 3)
        seconds["undo two thirds"] = work.finish(people)
    assert settled(hr, people)["counts"] == {"bad": len(bad | orphans), "undone": good}
    assert work.head() == before + 2 + 2 * good
    work.balances()
    left = read(hr, "/employees?limit=1000", work.head())["items"]
    assert {one["employee_no"] for one in left} == {"HR01", "HR02", "ROOT"}
    told(capsys, count, seconds, work)


def test_the_roster_of_many_people_is_made_in_bounded_memory_while_others_are_answered(
    alone: tuple[Installation, Service], tmp_path: Path, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    company, work = a_company(alone, tmp_path)
    hr, count = company.hr, 100_000 if full else 1_000
    lines = [f"P{number:06},员工{number},FIN,HR02,12000.50,2024-02-29" for number in range(count)]
    people = send(hr, "employees", table("工号,姓名,部门,直接上级,标准工资,入职日期", *lines)).json()["id"]
    work.finish(people)
    hr.done("POST", f"/imports/{people}/confirmation")
    work.finish(people)
    work.balances()
    read(hr, "/me")  # once the service has caught up with what others wrote
    process = alone[1].process
    assert process is not None
    before, waits = high_water(process.pid), []
    with ThreadPoolExecutor(1) as beside:
        began = time.monotonic()
        asked = beside.submit(hr.get, "/employees.xlsx?language=zh")
        while not asked.done():
            asking = time.monotonic()
            hr.get("/me")
            waits.append(time.monotonic() - asking)
            time.sleep(0.01)
        spent = time.monotonic() - began
    grown = (high_water(process.pid) - before) // 1024
    longest = sorted(waits)[int(len(waits) * 0.99)]
    with capsys.disabled():
        print(f"\n{count} people: {spent:.1f} s, {grown} MB more, others waited {longest:.3f} s", file=sys.stderr)
    assert asked.result().status_code == 200, asked.result().text
    rows = cells(asked.result().content)
    assert [row[0] for row in rows[-2:]] == [f"P{count - 1:06}", "ROOT"]
    assert len(rows) == 1 + count + 3
    assert grown < 100
    assert longest < 0.5


@pytest.mark.parametrize("kind", ["opening-balances", pytest.param("past-grants", marks=pytest.mark.full)])
def test_many_credits_are_written_once_and_taken_back_through_kills_in_bounded_memory(
    alone: tuple[Installation, Service], tmp_path: Path, full: bool, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    company, work = a_company(alone, tmp_path)
    hr, count = company.hr, 100_000 if full else 600
    people = count if kind == "opening-balances" else count // 100
    company.tag("savings", {"type": "fixed", "points": 50})
    lines = [f"P{number},员工{number},FIN,2020-01-01" for number in range(1, people + 1)]
    known = send(hr, "employees", table("employee_no,name,department,hired_on", *lines)).json()["id"]
    seconds = {"check people": work.finish(known)}
    hr.done("POST", f"/imports/{known}/confirmation")
    seconds["write people"] = work.finish(known)
    earlier = send(hr, "opening-balances", table("employee_no,points,source_id", "P1,7,E-1", "P2,9,E-2")).json()["id"]
    work.finish(earlier)
    hr.done("POST", f"/imports/{earlier}/confirmation")
    work.finish(earlier)
    balances = work.balances()
    assert balances == {"issuance": -16, "employee:P1": 7, "employee:P2": 9}

    bad = len(range(7, count + 1, 100))
    named = [f"{'NOBODY' if n % 100 == 7 else f'P{(n - 1) % people + 1}'},{n % 50 + 1}" for n in range(1, count + 1)]
    header = "employee_no,points,last_day" if kind == "opening-balances" else "employee_no,points,source_id,tag,date"
    rest = (
        (f"2031-12-{n // people % 28 + 1:02}" for n in range(count))
        if kind == "opening-balances"
        else (f"G-{n},savings,2025-{n // people // 28 + 1:02}-{n // people % 28 + 1:02}" for n in range(count))
    )
    content = table(header, *(f"{one},{more}" for one, more in zip(named, rest, strict=True)))
    one = send(hr, kind, content, control_rows=count).json()["id"]
    seconds["check"] = work.finish(one)
    good = settled(hr, one)["counts"]["ready"]
    wrong = {(row, column) for row, column, _ in bad_rows(hr, one)}
    assert (len(wrong), {column for _, column in wrong}) == (count - good, {"employee_no"})
    before = work.head()
    company.sign_in("HR02").done("POST", f"/imports/{one}/confirmation", {"without_bad_rows": True})
    work.kill_when(one, good // 3)
    seconds["write two thirds"] = work.finish(one)
    assert settled(hr, one)["counts"]["imported"] == good >= count - bad - 1
    assert work.head() == before + 1 + good
    assert send(hr, kind, content).json()["id"] == one, "the same file again is the same import"
    again = send(hr, kind, content + b"\n").json()["id"]
    seconds["check again"] = work.finish(again)
    assert settled(hr, again)["counts"] == {"bad": count - good, "unchanged": good}
    assert work.head() == before + 1 + good
    hr.done("POST", f"/imports/{one}/undo")
    work.kill_when(one, good // 3)
    seconds["undo two thirds"] = work.finish(one)
    assert settled(hr, one)["counts"] == {"bad": count - good, "undone": good}
    assert work.head() == before + 2 + 2 * good
    assert work.balances() == balances, "as before"
    assert read(hr, "/trial-balance", work.head())["sum"] == 0
    assert hr.done("GET", "/audit/verification")["sound"]
    told(capsys, count, seconds, work)


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
    from ledger.contexts import all_projections
    from ledger.infrastructure.journal.mapper import decode
    from ledger.projections.engine.runner import Runner

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

    given = run("--json")
    assert given.returncode == 1 and b"choose your own first" in given.stderr, "whoever founded the company knows it"
    company.chosen("HR01")
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
