"""Who is signed in, and why somebody is not."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.directory.directory import Directory
from ledger.domain.errors import Refusal

KEY_PREFIX = "plk_"
"""What the secret of an outside system's API key begins with, so that one that was lost is recognised as such."""


FIRST = ""
"""The id of the password that somebody had before any other was set."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who a valid token speaks for."""

    organisation: str
    employee_no: str
    password_id: str


@dataclass(frozen=True, slots=True)
class PageSession:
    """A session that the page holds in a cookie; the id stays when it is renewed. Times in seconds since 1970."""

    session: Session
    id: str
    began: int
    ends: int


class NotSignedIn(Refusal):
    """No token, one that is not ours or is over, or a wrong login or password."""


def check_last_password(session: Session, directory: Directory) -> None:
    """A token ends with the password that it was given for, whoever set another one, through whichever process."""
    if directory.passwords.get(session.employee_no, FIRST) != session.password_id:
        raise NotSignedIn("not-signed-in", "The password was changed; sign in again.")


class TooManyAttempts(Exception):
    """Too many failed sign-ins; `seconds` until the next try counts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds
