"""Containers of old Office documents (compound files): their streams by name. No chain is followed in circles."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.infrastructure.files.rows import Unreadable

BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER, IN_HEADER = 76, 109
"""Where the header lists the sectors of the table of sectors, and how many of them."""
LAST = 0xFFFFFFFA
"""From here on a number is no sector, but the end or nothing."""
ENTRY, SMALL_SECTOR = 128, 64


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int
    first: int
    size: int


class Container:
    """The streams that stand in it itself, not in a document in the document."""

    def __init__(self, content: bytes) -> None:
        try:
            self._read(content)
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise _broken() from error

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def stream(self, name: str) -> bytes:
        entry = self._entries[name.lower()]
        if entry.size >= self._cutoff:
            return self._whole(entry.first)[: entry.size]
        places = _chain(entry.first, self._next_small)
        return b"".join(self._small[at * SMALL_SECTOR : (at + 1) * SMALL_SECTOR] for at in places)[: entry.size]

    def _read(self, content: bytes) -> None:
        self._content = content
        self._sector = 1 << struct.unpack_from("<H", content, 30)[0]
        if self._sector not in {512, 4096}:
            raise _broken()
        _, directory, _, self._cutoff, small, _, more, _ = struct.unpack_from("<8I", content, HEADER - 32)
        self._next = _numbers(b"".join(map(self._at, self._table(more))))
        self._next_small = _numbers(self._whole(small))
        listed = self._whole(directory)
        entries = [_entry(listed, at) for at in range(0, len(listed), ENTRY)]
        self._small = self._whole(entries[0].first)
        self._entries = {entry.name.lower(): entry for entry in _beside(entries, entries[0].child)}

    def _at(self, sector: int) -> bytes:
        begins = (sector + 1) * self._sector
        return self._content[begins : begins + self._sector]

    def _whole(self, first: int) -> bytes:
        return b"".join(map(self._at, _chain(first, self._next)))

    def _table(self, more: int) -> Iterator[int]:
        """The sectors of the table of sectors: some are listed in the header, the others in sectors of their own."""
        yield from _sectors(struct.unpack_from(f"<{IN_HEADER}I", self._content, HEADER))
        for _ in range(len(self._content) // self._sector):
            if more >= LAST:
                return
            *listed, more = _numbers(self._at(more))
            yield from _sectors(listed)


def _sectors(numbers: Sequence[int]) -> Iterator[int]:
    return (number for number in numbers if number < LAST)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(first: int, following: Sequence[int]) -> Iterator[int]:
    for _ in range(len(following) + 1):
        if first >= LAST:
            return
        yield first
        first = following[first]
    raise _broken()


def _entry(listed: bytes, at: int) -> _Entry:
    (length,) = struct.unpack_from("<H", listed, at + 64)
    left, right, child = struct.unpack_from("<3I", listed, at + 68)
    first, size = struct.unpack_from("<2I", listed, at + 116)
    return _Entry(listed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le"), left, right, child, first, size)


def _beside(entries: Sequence[_Entry], first: int) -> Iterator[_Entry]:
    """All that hang on one entry; a tree, which a crafted file may make a circle of."""
    waiting, met = [first], set[int]()
    while waiting:
        at = waiting.pop()
        if at < LAST and at not in met:
            met.add(at)
            yield entries[at]
            waiting += (entries[at].left, entries[at].right)


def _broken() -> Unreadable:
    return Unreadable("broken-workbook", "The file is damaged; save it again as .xlsx.")
