"""What the page says in both languages keeps a few rules that nobody has to remember. That both languages say all of it
is the compiler's to see (`texts` in web/src/texts.ts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.api.http import heads

ROOT = Path(__file__).resolve().parent.parent
UNSAID = {"schema.d.ts", "search-pages.ts"}
"""Names in the code, and what somebody may type who looks for a page."""
PAGE = sorted(path for path in (ROOT / "web/src").rglob("*.ts*") if path.name not in UNSAID)
FORMATS = ROOT / "web/src/formats.ts"
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"])//[^\n]*", re.DOTALL)
PART = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")
HAN = r"[\u4e00-\u9fff]"
NARROW = re.compile(rf"{HAN}[,;:!?()]|[,;!?()]{HAN}")
"""A sign of punctuation that is not the language's own."""
TOUCHING = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
SPACED = re.compile(rf"{HAN} +{HAN}|  ")
ONE_WORD = {
    "直属": "直接上级", "提案": "提议", "凭证": "证据", "发放奖励": "兑现", "投影": "数据", "「": "“",
    "(?<!未)成功": "已…", "奖品": "兑换项", "主管": "管理者", "经理": "管理者", "公积": "积分",
}  # fmt: skip
"""What is said instead (docs/glossary.md), since one thing has one word."""
CODE_WORDS = re.compile(r"\b(successfully|payload|cursor|projections?|idempoten\w*|endpoint)\b", re.I)
SENTENCE = re.compile(r"^[A-Z].* .*[a-z]")


def said(path: Path) -> Iterator[str]:
    """The texts of a file, what is filled in left out."""
    source = COMMENT.sub("", path.read_text())
    for literal in LITERAL.findall(source):
        yield PART.sub("\u25a1", literal[1:-1]).replace("\\n", "\n")


HEADS_OF_FILES = [(Path(heads.__file__), both[1]) for both in heads.HEADS.values()]
CHINESE = [(path, text) for path in PAGE for text in said(path) if re.search(HAN, text)] + HEADS_OF_FILES
ENGLISH = [(path, text) for path in PAGE for text in said(path) if SENTENCE.match(text)]


def found(texts: list[tuple[Path, str]], pattern: re.Pattern[str]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {text}" for path, text in texts if pattern.search(text)]


@pytest.mark.parametrize("pattern", [NARROW, TOUCHING, SPACED], ids=["punctuation", "blanks", "no more blanks"])
def test_chinese_has_its_own_punctuation_and_a_blank_beside_latin_letters(pattern: re.Pattern[str]) -> None:
    assert len(CHINESE) > 1_000
    assert not found(CHINESE, pattern)


def test_only_the_formats_of_numbers_write_a_sign() -> None:
    assert [path.name for path in PAGE if "\u2212" in path.read_text() or "Intl.NumberFormat" in path.read_text()] == [
        "formats.ts"
    ]
    formatted = re.findall(r"\S+\.format\([^()]*points\)|\S+\.format\(exact\([^)]*\)\)", FORMATS.read_text())
    assert len(formatted) == 5
    assert all(one.startswith("signs(") for one in formatted)
    assert 'replaceAll("-", "\u2212")' in FORMATS.read_text()


def test_one_thing_has_one_word_in_chinese() -> None:
    assert not found(CHINESE, re.compile("|".join(ONE_WORD)))


def test_nobody_has_to_know_the_words_of_the_code() -> None:
    assert len(ENGLISH) > 500
    assert not found(ENGLISH, CODE_WORDS)
    assert not found(ENGLISH, re.compile("  |[a-z]'[a-z]"))
