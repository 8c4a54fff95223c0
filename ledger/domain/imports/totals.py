"""Rows of sums in a table that people made: they are no people and no points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from ledger.domain.imports.kinds import Kind

LONGEST = 100
WORD = r"(合计|总计|小计|共计|总和|合計|總計|小計|共計|總和|(grand|sub)?totals?|sum)"
NUMBER = r"[+-]?[¥$€]?[0-9][0-9,.]*%?(人|名|元|分|个|個|条|條|行|笔|筆|people|rows|points)?"
TOTAL = re.compile(f"{WORD}({NUMBER})?")
BESIDE = re.compile(f"{WORD}|{NUMBER}|=.*")
"""What stands in the other cells of such a row; a spreadsheet may give its formula."""
BEGINS = frozenset("TtSsGg(*:_-")
"""What such a row begins with, where it is plain ASCII: nearly every other row is known by that."""


def is_total(kind: Kind, cells: Sequence[str], places: Mapping[str, int]) -> bool:
    """Whether a row says that it is a sum, names nobody and nothing, and holds but numbers besides."""
    text = next(filter(None, map(str.strip, cells)), "")
    if text.isascii() and text[:1] not in BEGINS:
        return False
    first = _plain(text)
    if not TOTAL.fullmatch(first):
        return False
    texts = [_plain(cell) for cell in cells]
    if not all(map(BESIDE.fullmatch, filter(None, texts[texts.index(first) + 1 :]))):
        return False
    naming = (places[name] for name in {*kind.identity, "employee_no"} if name in places)
    return not any(texts[place] not in {"", first} for place in naming if place < len(texts))


def _plain(cell: str) -> str:
    return re.sub(r"[\s:()*_-]", "", unicodedata.normalize("NFKC", cell.strip()[:LONGEST])).lower()
