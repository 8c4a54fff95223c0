"""Who is signed in, and why somebody is not."""

from __future__ import annotations

from dataclasses import dataclass

KEY_PREFIX = "plk_"
"""What the secret of an outside system's API key begins with, so that one that was lost is recognised as such."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who a valid token speaks for."""

    organisation: str
    employee_no: str


class NotSignedIn(Exception):
    """No token, one that is not ours or is over, or a wrong login or password."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class TooManyAttempts(Exception):
    """Too many failed sign-ins; `seconds` until the next try counts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds
