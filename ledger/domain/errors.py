"""Why a command is refused. Each refusal has a stable `code`; the API maps the classes to statuses once."""

from __future__ import annotations


class Refusal(Exception):
    """A command that the rules don't allow.

    `code` is stable and documented in docs/problems.md, `detail` says what to do about it,
    `pointer` is the JSON pointer of the field that it is about, where there is one. `values` are the numbers and days
    that `detail` names, for who says it in another language.
    """

    def __init__(self, code: str, detail: str, pointer: str | None = None, **values: int | str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.values = values


class Forbidden(Refusal):
    """The role may not do this, or somebody acts upon themselves."""


class NotFound(Refusal):
    """An id in the path that is unknown, unseen or another organisation's: one answer for all three."""

    def __init__(self) -> None:
        super().__init__("not-found", "There is nothing here that you can see.")


class Conflict(Refusal):
    """Well-formed, but refused by state or rule."""


class Invalid(Refusal):
    """A field that is wrong in itself."""


def unknown_reference(pointer: str) -> Invalid:
    """A reference in the body that is unknown or unseen: one answer for both."""
    return Invalid("unknown-reference", "This refers to nothing that you can see.", pointer)
