"""Workbooks that are archives: judged by their directory before anything in them is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO
from xml.parsers import expat

from ledger.infrastructure.files.rows import Unreadable

MOST_ENTRIES = 2_000
MOST_UNPACKED = 400_000_000
MOST_TEXTS = 60_000_000
"""The table of texts is the one part that is held in memory as a whole."""
MOST_RATIO = 200
SMALL = 5_000_000
"""So much unpacked is never a bomb, however well it was packed."""
BLOCK = 1 << 16
LONGEST_TAG = 1 << 20
"""The parser begins a tag (or a remark) anew with each block until it ends."""
MOST_NAMES = 10_000
"""Of tags and attributes; the parser keeps each, and a workbook has some hundreds."""
OTHERS = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "index/": "a document of Apple Numbers or Pages; export it as .xlsx",
    "index.zip": "a document of Apple Numbers or Pages; export it as .xlsx",
}
BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)


class Parts:
    """The parts of an archive by their names, whatever their case and whichever way their slashes lean.

    Python's zipfile never unpacks more of a part than the directory says, so what is judged here holds.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except BROKEN as error:
            raise Unreadable("broken-workbook", "The file is a damaged archive, not a workbook.") from error
        entries = self._archive.infolist()
        self._entries = {_plain(entry.filename): entry for entry in entries}
        if len(entries) > MOST_ENTRIES or len(self._entries) != len(entries):
            raise Unreadable("zip-bomb", f"The archive holds {len(entries)} parts; a workbook holds a few, each once.")
        self._check_sizes()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("encrypted", "The workbook is encrypted; save it without a password.")

    def _check_sizes(self) -> None:
        """Refuse what would unpack to more than a table needs."""
        entries = self._entries.values()
        unpacked = sum(entry.file_size for entry in entries)
        swollen = any(entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size) for entry in entries)
        texts = sum(entry.file_size for name, entry in self._entries.items() if "/sharedstrings." in name)
        if unpacked > MOST_UNPACKED or texts > MOST_TEXTS or swollen:
            raise Unreadable("zip-bomb", f"The workbook would unpack to {unpacked // 1_000_000} MB. Send CSV instead.")

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._entries[_plain(name)])

    def size(self, name: str) -> int:
        return self._entries[_plain(name)].file_size

    def called(self) -> str | None:
        """What else such an archive is."""
        found = (name for start, name in OTHERS.items() if any(entry.startswith(start) for entry in self._entries))
        return next(found, None)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


Start = Callable[[str, dict[str, str]], None]


class Walk:
    """One part of XML read as a stream, in blocks. A document type, which no workbook has, ends it."""

    def __init__(self, start: Start, end: Callable[[str], None] | None = None) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.StartDoctypeDeclHandler = _refuse

    def blocks(self, parts: Parts, name: str) -> Iterator[None]:
        """Each step has read one block more."""
        read = 0
        with parts.open(name) as part:
            while block := part.read(BLOCK):
                self.parser.Parse(block, False)
                read += len(block)
                if read - self.parser.CurrentByteIndex > LONGEST_TAG:
                    raise Unreadable("broken-workbook", "A tag of the workbook never ends; save it again as .xlsx.")
                if len(self.parser.intern) > MOST_NAMES:
                    raise Unreadable("broken-workbook", "The workbook has tags that none has; save it again as .xlsx.")
                yield
            self.parser.Parse(b"", True)
            yield

    def through(self, parts: Parts, name: str) -> None:
        for _ in self.blocks(parts, name):
            pass


def _refuse(*_: Any) -> None:
    raise Unreadable("broken-workbook", "A part of the workbook has a document type; save it again as .xlsx.")


class _Local(dict[str, str]):
    """Names without their prefix, which is the writer's choice."""

    def __missing__(self, name: str) -> str:
        self[name] = found = name.rpartition(":")[2]
        return found


LOCAL = _Local()
