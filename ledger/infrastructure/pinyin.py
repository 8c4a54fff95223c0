"""How Chinese characters are spoken, and finding a name by what is typed for it: in full, by initials, or by part of
each.

The readings are pypinyin's. The library itself would bring 47,000 phrases along: how these are read says nothing of a
name.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from importlib.util import find_spec
from pathlib import Path

import orjson

IDEOGRAPHS = range(0x3400, 0x32400)
SPOKEN_IN_TWO_WAYS = frozenset(
    "仇解曾查区盖翟乐员洗种秘祭么召长尉万俟都行重朝传藏盛乘柏贲卜车郗郇晟茜莎娜绿角校觉降似什数率模没会著琢弹还卡"
    "勒露脉蔓弄塞扎拓削殷幢仔牟隗宓覃繁折澹调宿厦颉薄臧區蓋樂員種長傳藏車絕覺會還給蔔"
)
"""Where the second reading is one that names have, too: surnames above all (仇 is qiú, 曾 zēng, 解 xiè, 查 zhā)."""
SPOKEN_IN_THREE_WAYS = frozenset("单單朴缪繆参參")
SYLLABLE, ONE_READING = "|", ";"
_TO_NEXT = rf"(?:[A-Z{ONE_READING}]*\{SYLLABLE}[A-Z{ONE_READING}]*{ONE_READING})"
_TO_A_LATER = rf"[A-Z{ONE_READING}{SYLLABLE}]*\{SYLLABLE}[A-Z{ONE_READING}]*{ONE_READING}"
MOST_SPELT, MOST_TYPED = 12, 64
"""Characters of a name, and letters: what is longer is no name, and might take long to be looked for."""
MOST_IN_SEVERAL_WAYS = 4
FEWEST_INITIALS = 3
"""Of fewer letters, some may not be left out: they would find everybody."""


class Pinyin:
    """What names are found by when they are typed in Latin letters: for all ideographs some hundred kilobytes."""

    def __init__(self) -> None:
        self._ways = [""]
        self._way_of = array("H")

    def load(self) -> None:
        """Takes a while, once."""
        numbers = {"": 0}
        way_of = array("H", bytes(2 * (IDEOGRAPHS.stop - IDEOGRAPHS.start)))
        for point, readings in _readings().items():
            if int(point) in IDEOGRAPHS:
                way_of[int(point) - IDEOGRAPHS.start] = numbers.setdefault(
                    _spelt(chr(int(point)), readings), len(numbers)
                )
        self._ways, self._way_of = list(numbers), way_of

    @property
    def loaded(self) -> bool:
        return len(self._way_of) > 0

    def spelt(self, name: str) -> str:
        """A name as `pattern` reads it, in capitals: |;OU|;YANG|;NA|;NA. Nothing for one without such characters."""
        places = [ord(one) - IDEOGRAPHS.start for one in name[:MOST_SPELT]]
        ways = [self._ways[self._way_of[place]] for place in places if 0 <= place < len(self._way_of)]
        return "".join(ways) if len(ways) <= MOST_IN_SEVERAL_WAYS else "".join(_first_ways(ways))


def pattern(typed: str) -> re.Pattern[str]:
    """Finds, in what `spelt` gives, characters of which each begins as some of the letters that were typed go on:
    `ouyang`, `oyang`, `ouyn` and `oy` find 欧阳娜娜."""
    return re.compile(ONE_READING + f"{_TO_NEXT}?".join(typed.upper()[:MOST_TYPED]))


def begins(typed: str) -> re.Pattern[str]:
    """Finds a name as `pattern` does, if it is found from its first character on."""
    return re.compile(rf"\n\{SYLLABLE}[A-Z{ONE_READING}]*{pattern(typed).pattern}")


def initials(typed: str) -> re.Pattern[str] | None:
    """Finds a name by the initials of some of its characters, in their order and from the first on: `agl` finds
    阿依古丽."""
    if len(typed) < FEWEST_INITIALS:
        return None
    first = rf"\n\{SYLLABLE}[A-Z{ONE_READING}]*{ONE_READING}"
    return re.compile(first + _TO_A_LATER.join(typed.upper()[:MOST_SPELT]))


def _first_ways(ways: list[str]) -> list[str]:
    """Of many characters the last are spelt in one way each: no name has so many that are spoken in several."""
    later = [ONE_READING.join(way.split(ONE_READING)[:2]) for way in ways[MOST_IN_SEVERAL_WAYS:]]
    return [*ways[:MOST_IN_SEVERAL_WAYS], *later]


def _spelt(one: str, readings: str) -> str:
    ways = list(dict.fromkeys(filter(None, map(_plain, readings.split(",")))))
    ways = ways[: 3 if one in SPOKEN_IN_THREE_WAYS else 2 if one in SPOKEN_IN_TWO_WAYS else 1]
    ways += [f"{way[0]}U" for way in ways if way[:2] in {"LV", "NV"} and len(way) == 2]
    return SYLLABLE + "".join(ONE_READING + way for way in ways) if ways else ""


def _plain(reading: str) -> str:
    """Without its tone; ü is V, as it is typed."""
    taken_apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(one for one in taken_apart.upper() if "A" <= one <= "Z")


def _readings() -> dict[str, str]:
    found = find_spec("pypinyin")
    assert found is not None and found.origin is not None
    readings: dict[str, str] = orjson.loads(Path(found.origin).with_name("pinyin_dict.json").read_bytes())
    return readings
