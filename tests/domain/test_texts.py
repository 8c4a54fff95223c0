"""Names, codes and numbers as they are kept, and by what they are one."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.alike import NO_CODES, Codes
from ledger.domain.texts import SEEN, Unfit, _check_in_line, code, employee_no, folded, lines, one_line

NAMES = [
    "欧阳娜娜",
    "阿依古丽·买买提",
    "O’Brien-Smith, Jr.",
    "Søren Kierkegård",
    "علی‌رضا",  # Persian, with the non-joiner that it is written with
    "श्री राम",
    "क्‍ष",  # Devanagari, with a joiner behind a virama
    "ᠮᠣᠩᠭᠣᠯ᠎ᠠ",  # Mongolian, with its vowel separator
    "བཀྲ་ཤིས",
    "김민준",
    "\U00020bb7野家",
    "\U00031350",  # newer than Python 3.11's tables
    "\U0003347f",  # not assigned anywhere yet, in a plane that is for ideographs
    "\ue000",  # private use, as rare characters are in older systems
    "团队之星 ⭐️",
    "👩‍💻 开发",
    "1️⃣ 组",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_letter_of_any_script_is_taken_and_so_is_an_emoji(name: str) -> None:
    assert one_line(name) == unicodedata.normalize("NFC", name)


def test_every_letter_that_is_passed_without_a_look_would_be_taken_after_one() -> None:
    letters = [one for one in map(chr, range(sys.maxunicode + 1)) if SEEN.fullmatch(one)]
    assert len(letters) > 30_000
    for one in letters:
        _check_in_line(one, 0, one)


@pytest.mark.parametrize("blanks", [" ", "\u3000", "\u00a0", "\ufeff", "\t", "\r\n", "\u2009\u3000 "])
def test_blanks_at_the_ends_are_no_part_of_a_name(blanks: str) -> None:
    assert one_line(f"{blanks}张\u3000三{blanks}") == "张\u3000三"
    assert code(f"{blanks}FIN{blanks}") == "FIN" and employee_no(f"{blanks}FIN01{blanks}") == "FIN01"


def test_letters_and_their_marks_are_one() -> None:
    assert one_line("Rene\u0301") == "René" and code("re\u0301sume\u0301") == "résumé"


@pytest.mark.parametrize(
    ("text", "rule", "character"),
    [
        ("王\u200b芳", "unseen-character", "U+200B"),
        ("王\u200d芳", "unseen-character", "U+200D"),
        ("王\u200c芳", "unseen-character", "U+200C"),
        ("王\ufe00芳", "unseen-character", "U+FE00"),
        ("葛\U000e0100", "unseen-character", "U+E0100"),
        ("王\u3164芳", "unseen-character", "U+3164"),
        ("王\u2800芳", "unseen-character", "U+2800"),
        ("王\u00ad芳", "unseen-character", "U+00AD"),
        ("\u202e芳王", "unseen-character", "U+202E"),
        ("王\u2067芳", "unseen-character", "U+2067"),
        ("王\u180e芳", "unseen-character", "U+180E"),
        ("王\n芳", "line-break", "U+000A"),
        ("王\u2028芳", "line-break", "U+2028"),
        ("王\x07芳", "control-characters", "U+0007"),
        ("王\ud800芳", "control-characters", "U+D800"),
        ("王\ufffd芳", "lost-character", "U+FFFD"),
        ("王\ufdd0芳", "unknown-character", "U+FDD0"),
        ("王\U0002ffff芳", "unknown-character", "U+2FFFF"),
    ],
)
def test_what_nobody_sees_or_turns_a_line_is_refused_by_name(text: str, rule: str, character: str) -> None:
    for check in (one_line, code):
        with pytest.raises(Unfit) as refused:
            check(text)
        assert (refused.value.rule, refused.value.character) == (rule, character)
        assert character in refused.value.reason


@pytest.mark.parametrize("check", [one_line, lines, code, employee_no])
@pytest.mark.parametrize("text", ["", " ", "\u3000\u00a0"])
def test_blanks_alone_are_nothing(check: Callable[[str], str], text: str) -> None:
    with pytest.raises(Unfit):
        check(text)


def test_a_reason_keeps_its_lines_and_its_emoji() -> None:
    text = " 多谢 👩‍👩‍👧\n第二行\t\U0001f8fe\ue000 "
    assert lines(text) == text
    with pytest.raises(Unfit, match=r"U\+0000"):
        lines("多谢\0")


@pytest.mark.parametrize("text", ["FIN", "流程改进", "Größe_2", "v1.2-β", "ประสิทธิภาพ", "हिन्दी", "\U00031350", "٣٤"])
def test_a_code_is_of_letters_and_digits_of_any_script(text: str) -> None:
    assert code(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["-a", ".a", "a b", "a/b", "a:b", "x" * 65, "\ue000", "💡", "a\u3000b"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Unfit) as refused:
        code(text)
    assert refused.value.rule == "not-a-code"


def test_a_number_of_somebody_is_narrow_and_keeps_its_case() -> None:
    assert employee_no("ＦＩＮ０１") == "FIN01" and employee_no("fin01") == "fin01"
    for text in ("张三", "FIN 01", "-1", "x" * 65, "FIN\u200b01"):
        with pytest.raises(Unfit):
            employee_no(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("FIN01", "ｆｉｎ０１"), ("Straße", "STRASSE"), ("ＶＩＰ部", "vip部"), ("René", "RENE\u0301"), (" a ", "A\u3000")],
)
def test_what_nobody_means_makes_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert folded(folded(text)) == folded(text)


SPELLINGS = ["FIN", "fin", "Fin", "ＦＩＮ", "TEC", "tec", "Straße", "STRASSE"]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(SPELLINGS)), max_size=20))
def test_what_is_alike_is_found_among_what_there_is_and_nothing_else_is(steps: list[tuple[bool, str]]) -> None:
    codes: Codes = NO_CODES
    there: set[str] = set()
    for taken, one in steps:
        there = there | {one} if taken else there - {one}
        codes = codes.taking(one) if taken else codes.giving_back(one)
        for asked in (*SPELLINGS, "fIN", "TEc"):
            alike = {known for known in there if folded(known) == folded(asked)}
            found = codes.find(asked)
            assert found == asked if asked in there else found in alike or (found is None and not alike)
