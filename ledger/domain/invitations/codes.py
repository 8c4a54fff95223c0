"""What opens a link: so many bits in letters and digits that nobody mistakes for one another on paper."""

from __future__ import annotations

import unicodedata

BITS = 140
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U."""
GROUP = 4
LENGTH = BITS // 5
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


def written(bits: int) -> str:
    """So many bits as a code, in groups of four."""
    letters = "".join(LETTERS[bits >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """The code that somebody means: in any case and width, without what stands between the groups."""
    return unicodedata.normalize("NFKC", typed).upper().translate(_MEANT)
