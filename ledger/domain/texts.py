"""Which characters a text may hold, whether it is typed or stands in a file."""

from __future__ import annotations

import unicodedata

FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Co", "Cn"}
EMOJI = range(0x1F000, 0x1FC00)
"""The blocks of pictographs: what is not assigned there is an emoji that is newer than this Python."""


def holds_controls(text: str) -> bool:
    """Whether a text holds what is no text: control characters, surrogates, private use, what is no character."""
    if text.isprintable():  # most are, and asking each character costs more than the rest of a request's fields
        return False
    return any(unicodedata.category(one) in FORBIDDEN_CATEGORIES and not _taken_anyway(one) for one in text)


def _taken_anyway(character: str) -> bool:
    return character in "\n\r\t" or ord(character) in EMOJI
