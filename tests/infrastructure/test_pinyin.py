"""What is typed for a Chinese name, looked for in how the name is spelt."""

from __future__ import annotations

import time

import pytest

from ledger.infrastructure.pinyin import Pinyin, initials, pattern


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    made = Pinyin()
    made.load()
    return made


def test_a_name_is_spelt_by_what_its_characters_are_called(pinyin: Pinyin) -> None:
    assert pinyin.spelt("欧阳娜娜") == "|;OU|;YANG|;NA;NUO|;NA;NUO"
    assert pinyin.spelt("单a吕") == "|;DAN;CHAN;SHAN|;LV;LU"
    assert pinyin.spelt("Smith") == ""


@pytest.mark.parametrize("name", ["单" * 200, "朴" * 200, "南" * 200, "朴单参" * 60, "娜南宁囡" * 50])
def test_a_name_that_is_made_to_be_slow_is_looked_through_at_once(pinyin: Pinyin, name: str) -> None:
    searched = f"x\n{name}\n{pinyin.spelt(name)}"
    for typed in ("p" * 15 + "x", "d" * 64, "nan" * 21 + "x", "pupopiao" * 8, "shanshan" * 8, "n" * 8 + "z"):
        begun = time.process_time()
        for one in (pattern(typed), initials(typed)):
            assert one is not None
            one.search(searched)
        assert time.process_time() - begun < 0.5
