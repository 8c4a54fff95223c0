"""Where the servers' files live, and as whom the servers run."""

import hashlib
import os
import pwd
import secrets
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ledger.infrastructure import private
from ledger.infrastructure.embedded.errors import EmbeddedServerError

# A socket's address holds 108 bytes with the closing zero.
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"
# libpq reads a comma in a host as the start of another host.
CHARACTERS_UNFIT_FOR_SOCKETS = ",\"'\\\n\r"

HOME_FILE = "servers-home"
# For data directories that the servers' user cannot reach.
ROOTS_HOMES = Path("/var/lib/points-ledger")
NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """The user whose rights the servers have."""

    uid: int
    gid: int

    @property
    def is_this_process(self) -> bool:
        """Whether the servers run as the user who starts them."""
        return self.uid == os.geteuid()


@dataclass(frozen=True)
class Places:
    """The directories of one data directory's servers.

    `data` holds lock, secrets and connection file; `home` holds what the servers themselves write, and is
    the same directory unless the servers' user cannot reach that.
    """

    data: Path
    home: Path
    run: Path
    account: Account

    @property
    def lock(self) -> Path:
        """Held by the process that owns the servers."""
        return self.data / "lock"

    @property
    def connection(self) -> Path:
        """What the owner tells those who attach."""
        return self.data / "connection.json"

    @property
    def passwords(self) -> Path:
        """The passwords of both servers."""
        return self.data / "passwords.json"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's working directory; it writes nothing that matters there."""
        return self.home / "valkey"

    @property
    def logs(self) -> Path:
        """What the servers say; PostgreSQL, once it runs, logs into its own directory."""
        return self.data / "logs"


def data_directory(data: Path) -> Path:
    """Make `data` if it is missing; its absolute path.

    Raises EmbeddedServerError where it cannot be written.
    """
    data = Path(os.path.abspath(data.expanduser()))
    try:
        private.folder(data)
        if not os.access(data, os.W_OK | os.X_OK):
            raise PermissionError(f"no right to write into {data}")
    except OSError as problem:
        raise EmbeddedServerError(
            f"The data directory {data} cannot be used: {problem}. Set LEDGER_DATA to a directory of your own."
        ) from problem
    return data


def held_in(data: Path) -> str | None:
    """What a data directory holds of servers, if anything."""
    there = any((data / name).exists() for name in ("passwords.json", "postgres", HOME_FILE))
    return f"the data in {data}" if there else None


def settle(data: Path) -> Places:
    """Find or make the places of an existing data directory. Call it with the lock held.

    Raises EmbeddedServerError where the servers' user cannot reach them.
    """
    account = _account(data)
    home = _home(data, account)
    places = Places(data=data, home=home, run=_socket_directory(home, account), account=account)
    make_owned(places.valkey, account)
    # The starter's own: root must not write where the servers' user could have laid a link.
    places.logs.mkdir(mode=0o700, exist_ok=True)
    places.logs.chmod(0o700)
    return places


def make_owned(directory: Path, account: Account) -> None:
    """Make `directory` as a private directory of `account`, also where it exists.

    Raises EmbeddedServerError where a stranger made it before, or a link is in its place.
    """
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.uid):
            raise EmbeddedServerError(f"{directory} belongs to somebody else. Move it away.") from None
    if not account.is_this_process:
        os.chown(directory, account.uid, account.gid, follow_symlinks=False)
    directory.chmod(0o700)


def reaches(account: Account, *command: str) -> bool:
    """Whether `account` can run `command` successfully: the one check that sees every mode, ACL and mount."""
    options: dict[str, object] = {}
    if not account.is_this_process:
        options = {"user": account.uid, "group": account.gid, "extra_groups": [account.gid]}
    try:
        done = subprocess.run(
            command, cwd="/", env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30,
            **options,  # type: ignore[call-overload]
        )  # fmt: skip
    except (PermissionError, FileNotFoundError):
        return False
    return bool(done.returncode == 0)


def enters(account: Account, directory: Path) -> bool:
    """Whether `account` can change into `directory`."""
    return reaches(account, "/bin/sh", "-c", 'cd "$1"', "sh", str(directory))


def _account(data: Path) -> Account:
    """The user to run as: this one, or for root, whom PostgreSQL refuses, whoever owns the data already."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for home in (_recorded_home(data), data):
        if home is None:
            continue
        try:
            found = (home / "postgres").stat()
        except OSError:
            continue
        if found.st_uid != 0:
            return Account(found.st_uid, found.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY, NOBODY)
    return Account(nobody.pw_uid, nobody.pw_gid)


def _recorded_home(data: Path) -> Path | None:
    try:
        return Path((data / HOME_FILE).read_text().rstrip("\n"))
    except FileNotFoundError:
        return None


def _home(data: Path, account: Account) -> Path:
    recorded = _recorded_home(data)
    if recorded is not None:
        if not enters(account, recorded):
            raise EmbeddedServerError(
                f"{data / HOME_FILE} says that the servers' data is in {recorded}, which user {account.uid} "
                "cannot enter. Restore it, or let that user pass."
            )
        return recorded
    if enters(account, data):
        return data
    if (data / "postgres").exists():
        raise EmbeddedServerError(
            f"User {account.uid}, as whom PostgreSQL runs, can no longer enter {data}. "
            "Give the directories above it the right to pass (chmod a+x)."
        )
    # A name of its own for every data directory: one that was deleted and made anew must not find the old data.
    home = ROOTS_HOMES / secrets.token_hex(8)
    try:
        for directory in (home.parent, home):
            directory.mkdir(exist_ok=True, parents=True)
            directory.chmod(0o711)
    except OSError as problem:
        raise EmbeddedServerError(
            f"User {account.uid}, as whom PostgreSQL runs, cannot enter {data}, and {home.parent} cannot be "
            f"made instead: {problem}. Set LEDGER_DATA to a directory that other users may pass through."
        ) from problem
    if not enters(account, home):
        raise EmbeddedServerError(f"User {account.uid}, as whom PostgreSQL runs, can enter neither {data} nor {home}.")
    private.write_once(data / HOME_FILE, f"{home}\n")
    return home


def _socket_directory(home: Path, account: Account) -> Path:
    """A directory whose sockets have short names: in `home` if that is short enough."""
    beside = home / "run"
    if _fits(beside):
        make_owned(beside, account)
        return beside
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    bases = [Path("/run"), Path("/tmp")] if os.geteuid() == 0 else [Path("/tmp")]
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and account.is_this_process:
        bases.insert(0, Path(runtime))
    for base in bases:
        short = base / f"points-ledger-{account.uid}-{digest}"
        if not _fits(short) or not os.access(base, os.W_OK | os.X_OK):
            continue
        make_owned(short, account)
        if enters(account, short):
            return short
    raise EmbeddedServerError(f"No directory is short enough for the servers' sockets: {beside} is too long a path.")


def _fits(directory: Path) -> bool:
    path = os.fsencode(f"{directory}{LONGEST_SOCKET_NAME}")
    return len(path) < SOCKET_PATH_LIMIT and not any(c in str(directory) for c in CHARACTERS_UNFIT_FOR_SOCKETS)
