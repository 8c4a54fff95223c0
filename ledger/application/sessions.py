"""Who is signed in, and why somebody is not."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.directory.directory import Directory
from ledger.domain.errors import Forbidden, Refusal

KEY_PREFIX = "plk_"
"""What the secret of an outside system's API key begins with, so that one that was lost is recognised as such."""


FIRST = ""
"""The id of the password that somebody had before any other was set."""


OWN_SESSION = "session.own"
"""The action of looking who one is, choosing a password and signing out: all that is open before one is chosen."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody signs in from. `device`: the id by which their browser is known, if they were signed in with it
    before."""

    address: str
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Password:
    """A password that was found to be right. `kept`: a first one that need not be changed, such as the demo's.
    `employee_no`: whose it is, as the number is spelt on record."""

    id: str
    kept: bool = False
    employee_no: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """Who a valid token speaks for. `provisional`: it was given for a password that another set, and serves for
    nothing but choosing one's own."""

    organisation: str
    employee_no: str
    password_id: str
    provisional: bool = False


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
    """A token ends with the password that it was given for, whoever set another one, through whichever process. If
    that was another, the person reads who it was."""
    if directory.passwords.get(session.employee_no, FIRST) == session.password_id:
        return
    by = directory.set_by.get(session.employee_no)
    if by is None:
        raise NotSignedIn("not-signed-in", "The password was changed; sign in again.")
    raise NotSignedIn(
        "password-set-by-another",
        f"{by} set a new password for you, and all your sessions ended. Ask them for it and choose your own; "
        "if nobody was asked to, tell an admin.",
        by=by,
    )


def is_provisional(employee_no: str, password: Password, directory: Directory) -> bool:
    """Whether somebody else knows a password: who set it last, or gave it with the registration."""
    if password.id == FIRST:
        return not password.kept
    return employee_no in directory.set_by


def check_own_password(session: Session, action: str) -> None:
    """403 for whatever somebody would decide or read with a password that another knows."""
    if session.provisional and action != OWN_SESSION:
        raise Forbidden(
            "password-change-needed",
            "Somebody else set this password. Choose your own (PUT /v1/me/password); until then nothing else is open.",
        )


class TooManyAttempts(Exception):
    """Too many stand in line to sign in, or too many keys were wrong; `seconds` until the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds
