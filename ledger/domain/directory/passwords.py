"""What a password may be: the same rule by every way in, the page, the API and the command line."""

from __future__ import annotations

from ledger.domain.directory.common_passwords import fold, is_common, is_tail
from ledger.domain.errors import Invalid

SHORTEST, LONGEST = 8, 128
SHORT_NAME = 2
"""Names of one letter are in every password."""


def check_new_password(password: str, names: tuple[str, ...], pointer: str = "/password") -> None:
    """Refuse what is guessed first. `names` are the login and what the organisation is called."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            "password-length",
            f"A password has {SHORTEST} to {LONGEST} characters.",
            pointer,
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if is_common(password):
        raise Invalid("password-common", "This password is one of those that are guessed first.", pointer)
    if _is_made_of_names(fold(password), names):
        raise Invalid("password-personal", "A password is not one's number or the organisation's name.", pointer)


def _is_made_of_names(password: str, names: tuple[str, ...]) -> bool:
    """Whether nothing is left but what people add, without the names."""
    rest = password
    for name in sorted(map(fold, names), key=len, reverse=True):
        if len(name) >= SHORT_NAME:
            rest = rest.replace(name, "")
    return rest != password and is_tail("".join(sign for sign in rest if sign.isalnum()))
