"""Which texts are taken."""

from __future__ import annotations

import unicodedata

import pytest
from pydantic import TypeAdapter, ValidationError

from ledger.api.http.fields import Text

TEXT: TypeAdapter[str] = TypeAdapter(Text)


@pytest.mark.parametrize("text", ["🙂", "👩‍👩‍👧‍👦", "流程优化\n第二行", "\U0001faff", "\U0001f8fe"])
def test_an_emoji_is_text_also_one_that_is_newer_than_this_python(text: str) -> None:
    assert TEXT.validate_python(text) == text


def test_there_are_code_points_that_only_a_newer_python_will_know() -> None:
    assert unicodedata.category("\U0001f8fe") == "Cn"


@pytest.mark.parametrize(
    "character",
    ["\0", "\x1b", "\x85", "\ud800", "\uffff", "\U0001ffff", "\ufdd0", "\u0378"],
)
def test_controls_surrogates_and_what_is_no_character_are_refused(character: str) -> None:
    with pytest.raises(ValidationError):
        TEXT.validate_python(f"a{character}b")
