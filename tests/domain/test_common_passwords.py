"""Which passwords are guessed first, and which are not."""

from __future__ import annotations

import string
from random import Random

import pytest

from ledger.domain.directory.common_passwords import TAILS, WORDS, is_common

GUESSED = """
12345678 87654321 00000000 11111111 88888888 66668888 12341234 11223344 112233445566 147258369 31415926 19900101
20011225 01011990 13800138000 5201314520 5201314a qwertyui qwerty123 asdfghjkl zxcvbnm123 1qaz2wsx 1q2w3e4r 1a2b3c4d
123qweasd abcd1234 abc123456 a1234567 a123456789 aa12345678 aaaaaaaa abababab password PASSWORD passw0rd P@ssw0rd!
drowssap password2026 Welcome1 Welcome2024! Summer2025 letmein1 iloveyou iloveyou520 admin123 Admin@123 admin888
test1234 football monkey123 trustno1 woaini1314 woaini520 woaiwojia wodemima zhangwei123 zhangsan1990 qq123456
jifen123 Huawei@123 pass-word pass_word_1 ........ !@#$%^&* ｐａｓｓｗｏｒｄ loveforever
"""
OWN = ["k7#pQz2m", "xk92hdowq", "tR4-vine", "mu9rvt-2", "王小明喜欢吃苹果", "今天天气真好呀呀", "lanternfish92"]


@pytest.mark.parametrize("password", GUESSED.split())
def test_what_is_guessed_first_is_known(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", [*OWN, "correct horse battery", "blue kettle 9", "a long enough password"])
def test_what_somebody_thought_of_is_let_through(password: str) -> None:
    assert not is_common(password)


def test_some_thousand_are_known_and_none_is_made_by_chance() -> None:
    made = {word + tail for word in WORDS.split() for tail in TAILS.split() if len(word + tail) >= 8}
    assert len(made) > 10_000
    assert all(map(is_common, Random(1).sample(sorted(made), 200)))
    draw = Random(2)
    drawn = ["".join(draw.choices(string.ascii_lowercase + string.digits, k=8)) for _ in range(500)]
    assert not any(map(is_common, drawn))
