"""What a password may be: the same rule by every way in, the page, the API and the command line."""

from __future__ import annotations

from precis_i18n import get_profile

from ledger.domain.directory.common_passwords import fold, is_common, is_tail
from ledger.domain.errors import Invalid
from ledger.domain.texts import named

SHORTEST, LONGEST = 8, 128
SHORT_NAME = 2
"""Names of one letter are in every password."""
_OPAQUE = get_profile("OpaqueString")


def prepared(password: str, pointer: str = "/password") -> str:
    """A password as it is hashed (RFC 8265, OpaqueString): every blank the plain one, letters composed with their
    marks; case and width stay. Different keyboards give the same. Refused is what not all of them can give."""
    try:
        return _OPAQUE.enforce(password)
    except UnicodeEncodeError as error:
        character = named(error.object[error.start]) if error.end == error.start + 1 else ""
        raise Invalid(
            "password-characters",
            f"A password can't hold {character or 'this'}: it can't be typed everywhere.",
            pointer,
            **({"character": character} if character else {}),
        ) from error


def as_compared(password: str) -> str:
    """What is typed to sign in, prepared; as it is where a new one could not be so."""
    try:
        return prepared(password)
    except Invalid:
        return password


def check_new_password(password: str, names: tuple[str, ...], pointer: str = "/password") -> None:
    """Refuse what is guessed first. `names` are the login and what the organisation is called."""
    password = prepared(password, pointer) if password else password
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
