"""Files and folders that are nobody else's: the master key, the servers' passwords and what the servers keep."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

SECRETS = ("master.key", "passwords.json", "connection.json", "lock", "run.lock", "servers-home")
"""What a data folder has of ours."""

LEAST_BYTES = 64 * 1024 * 1024
"""Less room than four files of PostgreSQL's log take: its next write may be the last."""


class NotPrivate(ValueError):
    """Others can get at what is ours, and it is not ours to close."""


def folder(path: Path) -> list[str]:
    """Make a data folder, or close one that is there, and the files in it; what was closed, a line for each.

    Root's servers run as another user, who has to pass through; nobody needs to look. A folder of somebody else's, such
    as a volume, is left as it is, as long as others can put nothing into it, and so is one with other things in it.
    """
    wanted = 0o711 if os.geteuid() == 0 else 0o700
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(wanted)
    found = path.stat()
    if found.st_mode & stat.S_IWOTH:
        raise NotPrivate(
            f"Anybody may write into {path}. Set LEDGER_DATA to a folder of its own, or close it to others."
        )
    closed = []
    if _open_to_others(found, wanted) and found.st_uid == os.geteuid() and _is_ours(path):
        path.chmod(wanted)
        closed.append(f"{path} was open to others (mode {stat.S_IMODE(found.st_mode):04o}) and was closed")
    return closed + _close_files(path / name for name in SECRETS)


def has_room(path: Path) -> bool:
    """Whether the disk that a folder is on has room left; one that can't be asked is not full."""
    try:
        disk = os.statvfs(path)
    except OSError:
        return True
    return disk.f_bavail * disk.f_frsize >= LEAST_BYTES or not disk.f_blocks


def _is_ours(path: Path) -> bool:
    names = os.listdir(path)
    return not names or any(name in SECRETS for name in names)


def _close_files(paths: Iterable[Path]) -> list[str]:
    closed = []
    for path in paths:
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        if not _open_to_others(found, 0o600):
            continue
        if found.st_uid == os.geteuid():
            path.chmod(0o600)
            closed.append(f"{path} was open to others (mode {stat.S_IMODE(found.st_mode):04o}) and was closed")
        elif found.st_mode & stat.S_IRWXO:  # a group of ours, as a volume's, is no stranger
            raise NotPrivate(f"{path} is open to others and belongs to user {found.st_uid}: close it (chmod 600).")
    return closed


def _open_to_others(found: os.stat_result, wanted: int) -> bool:
    return bool(stat.S_IMODE(found.st_mode) & 0o077 & ~wanted)


def write_once(path: Path, text: str) -> None:
    """Put `text` at `path` in one step, readable by this user only; whoever was quicker has written it."""
    fresh = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
