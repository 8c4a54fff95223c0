"""Embedded servers: they start, are shared, end with their owner however it ends, and keep the data."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from ledger.infrastructure.embedded import EmbeddedServerError, embedded, start_or_attach, stop
from ledger.infrastructure.embedded import binaries as binaries_module
from ledger.infrastructure.embedded import places as places_module
from ledger.infrastructure.embedded.processes import working_in
from tests.servers import remove_data_directory

SITE_PACKAGES = Path(psycopg.__file__).parents[1]
CHECKOUT = Path(__file__).parents[2]
# Somebody who is neither root nor the one that root's servers run as; initdb wants the user to have a name.
ORDINARY = max((user.pw_uid for user in pwd.getpwall() if 0 < user.pw_uid < 65534), default=1)
PATIENCE_SECONDS = 30.0

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="changes the user, which only root may")


@dataclass
class Owner:
    """A process that started, or attached to, embedded servers, and what it told."""

    process: subprocess.Popen[str]
    told: dict[str, Any]

    @property
    def servers(self) -> tuple[int, int]:
        """The ids of the two server processes it started."""
        return self.told["postgres"], self.told["valkey"]

    def next_line(self) -> dict[str, Any]:
        """What it tells next."""
        assert self.process.stdout is not None
        line: dict[str, Any] = json.loads(self.process.stdout.readline())
        return line

    def finish(self) -> None:
        """Let it stop its servers and end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(PATIENCE_SECONDS) == 0


Begin = Callable[..., Owner]


def launch(data: Path, *, python: str = sys.executable, **options: Any) -> subprocess.Popen[str]:
    """Start an owner process without waiting for its servers."""
    return subprocess.Popen(
        [python, "-m", "tests.infrastructure.owner", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        **options,
    )


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Starts owner processes, and ends by id those that a failed test leaves."""
    begun: list[subprocess.Popen[str]] = []

    def begin(data: Path, **options: Any) -> Owner:
        begun.append(launch(data, **options))
        owner = Owner(begun[-1], {})
        owner.told = owner.next_line()
        return owner

    yield begin
    for process in begun:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder through which other users can pass, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="points-ledger-embedded-"))
    made.chmod(0o755)
    yield made
    eventually(lambda: not any(working_in(found) for found in made.rglob("postgres")), "its servers are gone")
    for found in list(made.rglob("servers-home")):
        remove_data_directory(found.parent)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def prototype() -> Iterator[Path]:
    """A data directory as a first start leaves it: making one takes longer than copying it."""
    made = Path(tempfile.mkdtemp(prefix="points-ledger-prototype-"))
    made.chmod(0o711)
    with embedded(made):
        pass
    yield made
    shutil.rmtree(made)


def command_lines() -> str:
    """What all processes were started with, as anybody can read it."""
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            lines.append(file.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return "\n".join(lines)


@pytest.fixture
def data(folder: Path, prototype: Path) -> Path:
    """A data directory that has been used before."""
    subprocess.run(["cp", "-a", str(prototype), str(folder / "data")], check=True)
    return folder / "data"


@pytest.fixture
def ordinary(folder: Path) -> dict[str, Any]:
    """How to launch a process as an ordinary user, who may not be able to pass to our Python."""
    if os.geteuid() != 0:
        pytest.skip("changes the user, which only root may")
    account = places_module.Account(ORDINARY, ORDINARY)
    if not binaries_module.installed().run_as(account):
        pytest.skip("the environment is closed to other users, and an ordinary user copies nothing")
    user = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []}
    if places_module.reaches(account, sys.executable, "-c", "import redis"):
        return {"python": sys.executable, **user}
    # The system's Python may be a patch release older, for which redis wants what later ones bring along.
    (folder / "older").mkdir()
    (folder / "older" / "async_timeout.py").write_text("from asyncio import timeout as timeout\n")
    path = f"{SITE_PACKAGES}:{folder / 'older'}"
    imports = f"import sys; sys.path += {path.split(':')!r}; import redis, psycopg, psycopg_binary"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        if places_module.reaches(account, python, "-c", imports):
            return {"python": python, **user, "env": {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}}
    pytest.skip("no Python of this version is open to other users")


def eventually(true: Callable[[], bool], what: str) -> None:
    """Wait until something comes true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended but was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def write(database_url: str, text: str) -> None:
    """Commit a note to be found later."""
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", [text])


def notes(database_url: str) -> list[str]:
    """The notes that were committed."""
    with psycopg.connect(database_url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM note ORDER BY text")]


def pings(redis_url: str) -> bool:
    """Whether Valkey answers."""
    with redis.Redis.from_url(redis_url) as client:
        return bool(client.ping())


def test_starts_serves_and_stops(folder: Path) -> None:
    with embedded(folder / "data") as servers:
        assert servers.owner and servers.home == folder / "data"
        assert servers.poll() == []
        assert pings(servers.redis_url)
        write(servers.database_url, "kept")
        with psycopg.connect(servers.database_url) as connection:
            shown = {
                name: connection.execute(f"SHOW {name}").fetchone()[0]  # type: ignore[index]
                for name in ("listen_addresses", "fsync", "synchronous_commit", "full_page_writes", "data_checksums")
            }
            assert shown == {
                "listen_addresses": "",
                "fsync": "on",
                "synchronous_commit": "on",
                "full_page_writes": "on",
                "data_checksums": "on",
            }
            assert connection.execute(
                "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
            ).fetchone() == ("b", "C.UTF-8")
        # Passwords are for the owner's eyes, and not for logs.
        for name in ("connection.json", "passwords.json"):
            assert (folder / "data" / name).stat().st_mode & 0o077 == 0
        password = json.loads((folder / "data" / "passwords.json").read_text())["postgres"]
        assert password in servers.database_url and password not in repr(servers)
        assert str(folder) in command_lines()
        assert password not in command_lines()
    assert working_in(folder / "data" / "postgres") == []
    stop(servers)
    assert servers.poll() == []
    with embedded(folder / "data") as again:
        assert again.owner and again.database_url == servers.database_url
        assert notes(again.database_url) == ["kept"]


def test_strangers_without_the_password_are_turned_away(data: Path) -> None:
    with embedded(data) as servers:
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"postgresql://postgres@/postgres?host={data / 'run'}")
        with pytest.raises(redis.AuthenticationError):
            pings(f"unix://{servers.redis_url.partition('@')[2]}")


def test_a_second_process_attaches_and_leaves_the_servers_alone(data: Path, begin: Begin) -> None:
    owner = begin(data)
    second = begin(data)
    assert owner.told["owner"] and not second.told["owner"]
    assert second.told["database_url"] == owner.told["database_url"]
    second.finish()
    assert pings(owner.told["redis_url"])
    write(owner.told["database_url"], "after the second left")
    owner.finish()
    assert not any(alive(pid) for pid in owner.servers)


def test_two_starts_at_once_make_one_owner(folder: Path) -> None:
    both = [launch(folder / "data") for _ in range(2)]
    owners = [Owner(process, {}) for process in both]
    for owner in owners:
        owner.told = owner.next_line()
    assert sorted(owner.told["owner"] for owner in owners) == [False, True]
    assert owners[0].told["database_url"] == owners[1].told["database_url"]
    for owner in owners:
        owner.finish()
        assert owner.process.stdout is not None
        owner.process.stdout.close()


def test_kill_9_of_the_owner_takes_the_servers_along_and_the_next_start_has_the_data(data: Path, begin: Begin) -> None:
    told = begin(data)
    for number in range(2):
        write(told.told["database_url"], f"before kill {number}")
        told.process.kill()
        # At once: the killed owner's PostgreSQL may still be shutting down.
        following = begin(data)
        assert following.told["owner"]
        assert not any(alive(pid) for pid in told.servers)
        assert notes(following.told["database_url"]) == [f"before kill {n}" for n in range(number + 1)]
        assert pings(following.told["redis_url"])
        told = following
    told.process.kill()
    eventually(lambda: not any(alive(pid) for pid in told.servers), "no server is left")
    eventually(lambda: working_in(data / "postgres") == [], "no child of a server is left")


def test_a_clean_shutdown_follows_the_death_of_the_owner(data: Path, begin: Begin) -> None:
    owner = begin(data)
    owner.process.kill()
    eventually(lambda: working_in(data / "postgres") == [], "PostgreSQL has ended")
    logs = "".join(path.read_text() for path in (data / "postgres" / "log").iterdir())
    assert "database system is shut down" in logs


@pytest.mark.parametrize("victim", ["postgres", "valkey"])
def test_a_killed_server_is_brought_back(data: Path, begin: Begin, victim: str) -> None:
    owner = begin(data)
    url, redis_url = owner.told["database_url"], owner.told["redis_url"]
    write(url, "acknowledged")
    for _ in range(2):
        killed = owner.told[victim]
        os.kill(killed, signal.SIGKILL)
        line = owner.next_line()
        assert "started again" in line["poll"] and line[victim] != killed
        owner.told |= line

        def back() -> bool:
            try:
                return notes(url) == ["acknowledged"] and pings(redis_url)
            except (psycopg.OperationalError, redis.ConnectionError):
                return False

        eventually(back, f"{victim} serves again")
    # The new one is tied to its owner like the first.
    owner.process.kill()
    eventually(lambda: not any(alive(pid) for pid in owner.servers), "no server is left")


def test_killed_together_everything_comes_back(data: Path, begin: Begin) -> None:
    owner = begin(data)
    write(owner.told["database_url"], "acknowledged")
    for pid in (*owner.servers, owner.process.pid):
        os.kill(pid, signal.SIGKILL)
    again = begin(data)
    assert again.told["owner"]
    assert notes(again.told["database_url"]) == ["acknowledged"]
    again.finish()


def test_lock_files_that_name_a_living_stranger_do_not_stop_the_start(data: Path) -> None:
    # As after a power failure, when the old process id belongs to somebody else. PostgreSQL alone refuses that.
    with subprocess.Popen(["sleep", "60"]) as stranger:
        owner = (data / "postgres").stat()
        for path in (data / "postgres/postmaster.pid", data / "run/.s.PGSQL.5432.lock"):
            path.write_text(f"{stranger.pid}\n{data / 'postgres'}\n0\n5432\n{data / 'run'}\n\n0 0\nready\n")
            os.chown(path, owner.st_uid, owner.st_gid)
        (data / "connection.json").write_text("{}")
        try:
            with embedded(data) as servers:
                assert servers.owner
            assert stranger.poll() is None
        finally:
            stranger.kill()


@pytest.mark.parametrize(
    "name",
    ["数据  目录", "a,comma and 'a' \"quote\" and 100% #$&", "/".join(["very-long-folder-name"] * 8 + ["长" * 60])],
    ids=["sockets in the data", "sockets elsewhere for their characters", "sockets elsewhere for their length"],
)
def test_any_path_will_do(folder: Path, name: str) -> None:
    with embedded(folder / name / "data") as servers:
        assert pings(servers.redis_url)
        write(servers.database_url, name)
        assert start_or_attach(folder / name / "data") == servers.__class__(
            servers.database_url, servers.redis_url, owner=False, home=servers.home
        )
    with embedded(folder / name / "data") as servers:
        assert notes(servers.database_url) == [name]


def test_a_relative_path_is_meant_from_here(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    with embedded(Path(data.name)) as servers:
        monkeypatch.chdir("/")
        assert servers.home == data
        assert notes_are_possible(servers.database_url)


def notes_are_possible(database_url: str) -> bool:
    """Whether a note can be written and read."""
    write(database_url, "x")
    return notes(database_url) == ["x"]


def test_data_of_another_major_version_is_refused_and_left_alone(data: Path) -> None:
    version = data / "postgres" / "PG_VERSION"
    found = version.read_text()
    version.write_text("17\n")
    before = sorted(path.name for path in (data / "postgres").iterdir())
    with pytest.raises(EmbeddedServerError, match=r"written by PostgreSQL 17, and this release brings PostgreSQL 18"):
        start_or_attach(data)
    assert sorted(path.name for path in (data / "postgres").iterdir()) == before
    # Nothing holds the directory after a refusal.
    version.write_text(found)
    with embedded(data) as servers:
        assert servers.owner


def test_lost_passwords_are_named_and_not_made_anew(folder: Path, data: Path) -> None:
    kept = (data / "passwords.json").rename(folder / "kept")
    with pytest.raises(EmbeddedServerError, match=r"passwords\.json is missing"):
        start_or_attach(data)
    kept.rename(data / "passwords.json")
    with embedded(data) as servers:
        assert servers.owner


def test_an_interrupted_first_start_leaves_no_half_a_cluster(folder: Path, begin: Begin) -> None:
    process = launch(folder / "data")
    eventually(lambda: any((folder / "data").glob("postgres-new-*/data/*")), "initdb is at work")
    process.kill()
    process.communicate()
    owner = begin(folder / "data")
    assert owner.told["owner"] and pings(owner.told["redis_url"])
    assert notes_are_possible(owner.told["database_url"])
    assert list((folder / "data").glob("postgres-new-*")) == []
    owner.finish()


def test_a_server_that_cannot_start_says_why(data: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="max_connections"):
        start_or_attach(data, settings={"max_connections": "many"})
    assert working_in(data / "postgres") == []
    with embedded(data) as servers:
        assert servers.owner


def test_a_forked_child_neither_keeps_the_lock_nor_stops_the_servers(data: Path) -> None:
    with embedded(data) as servers:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            stop(servers)
            os.read(reading, 1)
            os._exit(0)
        assert pings(servers.redis_url)
    try:
        with embedded(data) as again:
            assert again.owner
    finally:
        os.write(writing, b"x")
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


def test_another_thread_may_not_own_servers_that_would_die_with_it(data: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(RuntimeError, match="main thread"):
            pool.submit(start_or_attach, data).result()
        with embedded(data) as servers:
            assert not pool.submit(start_or_attach, data).result().owner
            assert servers.owner


@as_root
def test_root_runs_the_servers_as_somebody_else(data: Path, begin: Begin) -> None:
    owner = begin(data)
    for pid in owner.servers:
        status = Path(f"/proc/{pid}/status").read_text()
        assert all(uid not in ("0", "") for uid in status.partition("Uid:")[2].split("\n")[0].split())
        assert "\nGroups:\t0" not in status
    owner.finish()


@as_root
def test_data_that_the_servers_cannot_reach_is_kept_elsewhere_and_said(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    said: list[str] = []
    with embedded(closed / "data", say=said.append) as servers:
        assert servers.home != closed / "data"
        assert len(said) == 1 and str(servers.home) in said[0]
        write(servers.database_url, "elsewhere")
    with embedded(closed / "data", say=said.append) as again:
        assert again.home == servers.home and notes(again.database_url) == ["elsewhere"]
    # Another directory in the same place does not find the first one's data.
    (closed / "data").rename(closed / "old")
    assert places_module.settle(places_module.data_directory(closed / "data")).home != servers.home


def move_programs(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the programs be found in `target`."""
    installed = binaries_module.installed()
    target.mkdir()
    for package in (*binaries_module.POSTGRES_PACKAGES, binaries_module.VALKEY_PACKAGE):
        (target / package).symlink_to(installed.root / package)
    monkeypatch.setattr(binaries_module, "installed", lambda: binaries_module.Binaries(target))


@as_root
def test_programs_that_the_servers_user_cannot_reach_are_copied(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_programs(folder / "closed", monkeypatch)
    (folder / "closed").chmod(0o700)
    stale = data / "programs-0-0"
    stale.mkdir()
    for _ in range(2):
        with embedded(data) as servers:
            assert pings(servers.redis_url)
        copies = list(data.glob("programs-*"))
        assert len(copies) == 1 and copies[0] != stale
        assert copies[0].stat().st_uid == 0 and copies[0].stat().st_mode & 0o022 == 0


def test_programs_in_a_folder_that_a_shell_misreads_are_copied_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_programs(folder / 'a "quote" and $HOME', monkeypatch)
    # The first in the data directory; the second cannot be there, for the same reason.
    monkeypatch.setattr(binaries_module, "ROOTS_HOMES", folder / "shared")
    monkeypatch.setenv("HOME", str(folder))
    with embedded(folder / "plain") as servers:
        assert notes_are_possible(servers.database_url)
    (copied,) = (folder / "plain").glob("programs-*")
    account = places_module.Account(os.geteuid(), os.getegid())
    elsewhere = folder / "shared" if os.geteuid() == 0 else folder / ".cache" / "points-ledger"
    assert binaries_module.runnable(account, folder / 'another "quote"').root == elsewhere / copied.name


def test_an_ordinary_user_runs_the_servers_as_itself(folder: Path, begin: Begin, ordinary: dict[str, Any]) -> None:
    os.chown(folder, ORDINARY, ORDINARY)
    owner = begin(folder / "data", **ordinary)
    assert owner.told.get("owner"), owner.told
    assert owner.told["uid"] == ORDINARY
    write(owner.told["database_url"], "ordinary")
    for pid in owner.servers:
        assert Path(f"/proc/{pid}").stat().st_uid == ORDINARY
    assert (folder / "data").stat().st_mode & 0o077 == 0
    # Root attaches to it, and a later start by root leaves the data the user's own.
    attached = start_or_attach(folder / "data")
    assert not attached.owner and notes(attached.database_url) == ["ordinary"]
    owner.process.kill()
    with embedded(folder / "data") as servers:
        assert servers.owner and notes(servers.database_url) == ["ordinary"]
    again = begin(folder / "data", **ordinary)
    assert again.told.get("owner"), again.told
    assert notes(again.told["database_url"]) == ["ordinary"]
    again.finish()


def test_an_ordinary_user_is_told_that_the_data_is_roots(data: Path, begin: Begin, ordinary: dict[str, Any]) -> None:
    with embedded(data):
        refused = begin(data, **ordinary)
        assert str(data) in refused.told["problem"]


def test_a_directory_that_cannot_be_written_is_named(folder: Path, begin: Begin, ordinary: dict[str, Any]) -> None:
    refused = begin(folder / "data", **ordinary)
    assert "cannot be used" in refused.told["problem"] and "LEDGER_DATA" in refused.told["problem"]


@as_root
def test_a_stranger_cannot_lay_out_the_socket_directory(data: Path) -> None:
    (data / "run").rmdir() if not any((data / "run").iterdir()) else shutil.rmtree(data / "run")
    (data / "run").symlink_to("/etc")
    with pytest.raises(EmbeddedServerError, match="belongs to somebody else"):
        start_or_attach(data)
