"""Who touches the journal as a superuser is found out, and nobody else can touch it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from ledger.bootstrap import Installation
from tests.infrastructure.journal.owner import Owner
from tests.service import Company, environment_of


@contextmanager
def a_granted_point_becomes_nine(where: Installation, organisation: str, position: int) -> Iterator[None]:
    """As long as the block lasts, the event at a position says something else."""
    swap = (
        "UPDATE journal.events SET state = convert_to(replace(convert_from(state, 'UTF8'), %s, %s), 'UTF8') "
        "WHERE organisation = %s AND position = %s"
    )
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        assert connection.execute(swap, ('"points":1,', '"points":9,', organisation, position)).rowcount == 1
        try:
            yield
        finally:
            connection.execute(swap, ('"points":9,', '"points":1,', organisation, position))


def ledger(where: Installation, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **environment_of(where, data)}
    command = [sys.executable, "-m", "ledger", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def position(company: Company) -> int:
    """Where FIN00 granted FIN01 one point; another grant follows."""
    company.department("FIN", "FIN01")
    company.tag("help", {"type": "fixed", "points": 1})
    company.budget("FIN00", 10)
    grants = [
        company.sign_in("FIN00").done("POST", "/grants", {"employee": "FIN01", "tag": "help", "reason": "修复"})
        for _ in range(2)
    ]
    assert company.account("FIN01", grants[1]["position"])["balance"] == 2
    found: int = grants[0]["position"]
    return found


def test_hr_and_auditor_see_which_position_was_touched(
    company: Company, shared_where: Installation, position: int
) -> None:
    company.employee("AUD01", "FIN")
    company.role("AUD01", "auditor")
    auditor = company.sign_in("AUD01")
    with a_granted_point_becomes_nine(shared_where, company.id, position):
        for person in (company.hr, auditor):
            found = person.get("/audit/verification").json()
            assert (found["sound"], found["wrong_at"], found["verified"]) == (False, position, position - 1)
            assert "hash" in found["wrong"]
    found = auditor.get("/audit/verification").json()
    assert (found["sound"], found["wrong_at"], found["verified"]) == (True, None, found["head"])


def test_the_command_line_names_the_position_and_its_exit_status_says_it(
    company: Company, shared_where: Installation, position: int, tmp_path: Path
) -> None:
    with a_granted_point_becomes_nine(shared_where, company.id, position):
        told = ledger(shared_where, tmp_path, "verify", company.id, "--json")
    assert told.returncode == 1
    (outcome,) = json.loads(told.stdout)
    assert (outcome["organisation"], outcome["sound"], outcome["wrong_at"]) == (company.id, False, position)
    assert datetime.fromisoformat(outcome["wrong_since"]) <= datetime.now(UTC)


def test_a_tail_that_was_cut_off_is_named_until_the_operator_says_that_it_was_restored(
    company: Company, shared_where: Installation, position: int, tmp_path: Path
) -> None:
    assert ledger(shared_where, tmp_path, "verify", company.id).returncode == 0
    Owner(shared_where.databases.owner).cut(company.id, position)
    for _ in range(2):
        told = ledger(shared_where, tmp_path, "verify", company.id)
        said = " ".join(told.stderr.split())
        assert (told.returncode, f"position {position + 1} is wrong, since 2" in said) == (1, True), said
        assert "were verified before; they are gone" in said
    assert ledger(shared_where, tmp_path, "verify", company.id, "--restored").returncode == 0
    assert ledger(shared_where, tmp_path, "verify", company.id).returncode == 0


ATTEMPTS = (
    "UPDATE journal.events SET state = state",
    "DELETE FROM journal.events",
    "TRUNCATE journal.events",
    "DELETE FROM journal.links",
    "UPDATE journal.links SET position = position",
    "UPDATE journal.commands SET answer = ''",
    "DELETE FROM journal.heads",
    "TRUNCATE journal.heads",
    "ALTER TABLE journal.heads DISABLE TRIGGER ALL",
    "DROP TRIGGER head_only_advances ON journal.heads",
    "CREATE OR REPLACE FUNCTION journal.head_only_advances() RETURNS trigger LANGUAGE sql AS 'SELECT NEW'",
    "SET session_replication_role = replica",
    "DROP TABLE journal.events",
    "ALTER TABLE journal.events RENAME TO gone",
    "CREATE RULE nothing AS ON INSERT TO journal.events DO INSTEAD NOTHING",
    "SET ROLE postgres",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("role", ["ledger_app", "ledger_projector"])
def test_neither_role_can_change_or_remove_what_is_recorded(
    shared_where: Installation, role: str, attempt: str
) -> None:
    url = shared_where.databases.as_role(role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(url) as connection:
        connection.execute(attempt.encode())


@pytest.mark.parametrize(
    "move",
    [
        "position = position - 1",
        "position = 0, hash = sha256('')",
        "hash = sha256(hash)",
        "position = position + 1, recorded_at = recorded_at - interval '1 second'",
        "position = position + 1, organisation = 'another'",
    ],
)
def test_the_service_can_move_a_head_on_and_in_no_other_way(
    company: Company, shared_where: Installation, move: str
) -> None:
    refused = pytest.raises(psycopg.errors.RaiseException, match="a head only advances")
    with refused, psycopg.connect(shared_where.databases.app) as connection:
        connection.execute(f"UPDATE journal.heads SET {move} WHERE organisation = %s".encode(), (company.id,))


@pytest.mark.parametrize(
    "attempt",
    [
        "INSERT INTO journal.events SELECT * FROM journal.events LIMIT 1",
        "UPDATE journal.heads SET position = position + 1",
        "SELECT * FROM journal.commands",
        "SELECT * FROM access.passwords",
    ],
)
def test_the_projections_role_reads_events_and_nothing_else(shared_where: Installation, attempt: str) -> None:
    with psycopg.connect(shared_where.databases.projector) as connection:
        assert connection.execute("SELECT count(*) FROM journal.events").fetchone() is not None
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(attempt.encode())


def test_the_projections_role_reads_no_keys(shared_where: Installation) -> None:
    url = shared_where.databases.as_role("ledger_projector", keys=True)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(url) as connection:
        connection.execute("SELECT wrapped FROM person_keys")


def test_the_service_writes_no_projection(shared_where: Installation) -> None:
    with psycopg.connect(shared_where.databases.app) as connection:
        for attempt in (b"UPDATE balances.accounts SET balance = 1", b"DELETE FROM leaderboards.credits"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(attempt)
