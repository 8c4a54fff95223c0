"""Starting: what would do harm is refused with a line that says what to do, before anything is changed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation, installation, migrate_all, services
from ledger.command_line.one_run import alone
from ledger.config import Settings
from ledger.infrastructure import canary
from ledger.infrastructure.canary import WrongMasterKey
from ledger.infrastructure.private import NotPrivate, folder
from ledger.infrastructure.secrets import Secrets, load_secrets
from tests.installation import SECRETS
from tests.service import environment_of

ANOTHER = {"LEDGER_MASTER_KEY": bytes(range(1, 33)).hex()}
PRIVATE_FOLDER = 0o711 if os.geteuid() == 0 else 0o700


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that nobody has made yet."""
    return tmp_path / "data"


@pytest.fixture
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """No master key comes from the environment."""
    monkeypatch.delenv("LEDGER_MASTER_KEY", raising=False)


@pytest.fixture
def environment(where: Installation, data: Path) -> dict[str, str]:
    return {**environment_of(where, data), "LEDGER_DEMO": "0", "LEDGER_PORT": "0"}


def started(environment: Mapping[str, str], *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", *command],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """With which status it ended by itself, and what it said."""
    try:
        _, said = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
        pytest.fail(f"it goes on: {said}")
    return process.returncode, said


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_another_master_key_is_refused_at_the_start_by_every_command_and_changes_nothing(
    where: Installation, environment: dict[str, str], tmp_path: Path
) -> None:
    commands = ("migrate", "serve", "work")
    processes = [
        started({**environment, **ANOTHER, "LEDGER_DATA": str(tmp_path / command)}, command) for command in commands
    ]
    for process in processes:
        status, said = ended(process)
        assert status == 1
        assert "The master key is not the one that" in said and "Traceback" not in said, said
    with psycopg.connect(where.databases.app) as connection:
        assert connection.info.user == "ledger_app", "the roles' passwords are what they were"


async def test_keys_of_before_there_was_a_canary_tell_another_master_key_as_well(where: Installation) -> None:
    async with services(where) as ready:
        await ready.keyring.register("acme", "E1")
    keys = psycopg.connect(where.databases.owner, dbname=where.databases.keys_name, autocommit=True)
    with keys:
        keys.execute("DROP TABLE master_key")
        keys.execute("INSERT INTO person_keys VALUES ('acme', 'E0', 'damaged')")
        with pytest.raises(WrongMasterKey):
            canary.check(keys, Secrets(bytes(32)))
        migrate_all(where)
        assert keys.execute("SELECT count(*) FROM master_key").fetchone() == (1,)
        keys.execute("DELETE FROM person_keys")
        canary.check(keys, SECRETS)
        with pytest.raises(WrongMasterKey):
            canary.check(keys, Secrets(bytes(32)))


@pytest.mark.usefixtures("no_key")
def test_a_master_key_that_is_missing_beside_a_database_is_not_made_anew(where: Installation, data: Path) -> None:
    settings = Settings(data=data, database_url=where.databases.owner, redis_url=where.redis_url)
    with (
        pytest.raises(ValueError, match=r"master\.key is missing.* the database .*_keys is there"),
        installation(settings),
    ):
        pass
    assert list(data.iterdir()) == []


@pytest.mark.usefixtures("no_key")
@pytest.mark.parametrize("left", ["passwords.json", "postgres", "servers-home"])
def test_a_master_key_that_is_missing_beside_embedded_data_is_not_made_anew(data: Path, left: str) -> None:
    data.mkdir(mode=0o700)
    (data / left).touch()
    with pytest.raises(ValueError, match=r"master\.key is missing"), installation(Settings(data=data)):
        pass
    assert sorted(path.name for path in data.iterdir()) == [left], "no server was started"


@pytest.mark.usefixtures("no_key")
def test_a_master_key_is_made_once_and_found_again(data: Path) -> None:
    folder(data)
    made = load_secrets(data)
    assert mode(data / "master.key") == 0o600
    assert load_secrets(data, holds=lambda: "a database").derive("x") == made.derive("x")
    assert [path.name for path in data.iterdir()] == ["master.key"]


@pytest.mark.usefixtures("no_key")
def test_folder_and_files_are_closed_to_others_at_the_start(data: Path) -> None:
    assert folder(data) == []
    assert mode(data) == PRIVATE_FOLDER
    load_secrets(data)
    data.chmod(0o755)
    (data / "master.key").chmod(0o644)
    assert [line.split(" was open")[0] for line in folder(data)] == [str(data), str(data / "master.key")]
    assert (mode(data), mode(data / "master.key")) == (PRIVATE_FOLDER, 0o600)
    assert folder(data) == []


def test_a_folder_that_anybody_may_write_to_is_refused(data: Path) -> None:
    data.mkdir()
    data.chmod(0o777)
    with pytest.raises(NotPrivate, match="Anybody may write"):
        folder(data)


def test_a_folder_with_other_things_in_it_stays_open(data: Path) -> None:
    data.mkdir()
    data.chmod(0o755)
    (data / "somebody's").touch()
    assert folder(data) == []
    assert mode(data) == 0o755


def test_a_second_run_on_a_folder_ends_with_a_line_that_names_the_first(
    environment: dict[str, str], data: Path
) -> None:
    with alone(data):
        status, said = ended(started(environment, "run"))
    assert status == 1
    assert f"process {os.getpid()} runs Points Ledger on {data} already" in said.replace("\n", " "), said


def test_a_second_run_on_a_folder_takes_over_from_one_that_ends(data: Path) -> None:
    took_over = threading.Event()

    def second() -> None:
        with alone(data):
            took_over.set()

    waiting = threading.Thread(target=second)
    with alone(data):
        waiting.start()
        assert not took_over.wait(0.3)
    assert took_over.wait(2)
    waiting.join()


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_where_it_answers_is_said_with_the_port_that_is_bound(environment: dict[str, str]) -> None:
    process = started({**environment, "LEDGER_PORT": "0"}, "serve")
    try:
        assert process.stderr is not None
        told = next(found for line in process.stderr if (found := re.search(r"answers at (http://\S+)", line)))
        assert httpx.get(f"{told[1]}/healthz", timeout=30).status_code == 200
    finally:
        process.terminate()
        ended(process)


def test_where_it_answers_is_said_only_when_the_port_is_bound(environment: dict[str, str], taken: int) -> None:
    status, said = ended(started({**environment, "LEDGER_PORT": str(taken)}, "run"))
    assert status == 1
    assert "answers at" not in said
    assert f"nothing can listen on 127.0.0.1:{taken}; is the port taken?" in said.replace("\n", " "), said
