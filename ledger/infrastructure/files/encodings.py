"""Which encoding a text file is in, told from its bytes: UTF-8 with or without BOM, UTF-16, GBK/GB18030.

A file whose lines are in different encodings is refused with a line of each: read in one of them, the other lines
would come out as other names.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from ledger.infrastructure.files.rows import Unreadable

BLOCK = 1 << 20
THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
"""A Chinese character in UTF-8. GBK hardly ever makes a line that is valid UTF-8 and holds one."""


def encoding_of(file: BinaryIO) -> str:
    """The name of the codec, after looking at every byte; the file is at its start again."""
    try:
        return _encoding_of(file)
    finally:
        file.seek(0)


def _encoding_of(file: BinaryIO) -> str:
    head = file.read(2000)
    if head.startswith(codecs.BOM_UTF8):
        return _whole(file, "utf-8-sig")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _whole(file, "utf-16")
    nuls = head.count(0)
    if nuls > len(head) // 8:
        odd = head[1::2].count(0)
        if nuls in {odd, nuls - odd} or max(odd, nuls - odd) > 20 * min(odd, nuls - odd):
            return _whole(file, "utf-16-le" if odd > nuls - odd else "utf-16-be")
        raise Unreadable("not-a-table", "The file is not a text. Send CSV or XLSX.")
    return _by_lines(file)


def _whole(file: BinaryIO, encoding: str) -> str:
    """The encoding that was guessed, if the file is in it from the first byte to the last."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        while block := file.read(BLOCK):
            line += decoder.decode(block).count("\n")
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"From about line {line} on the file is not in {encoding}.", line) from error
    return encoding


def _by_lines(file: BinaryIO) -> str:
    file.seek(0)
    utf8_line = other_line = None
    for number, line in enumerate(iter(lambda: file.readline(BLOCK), b""), 1):
        if line.isascii():
            continue
        try:
            line.decode()
        except UnicodeDecodeError:
            other_line = other_line or number
            try:
                line.decode("gb18030")
            except UnicodeDecodeError as error:
                raise Unreadable(
                    "encoding", f"Line {number} is neither UTF-8 nor GB18030; save the file as UTF-8.", number
                ) from error
        else:
            if utf8_line is None and THREE_BYTES.search(line):
                utf8_line = number
        if utf8_line and other_line:
            raise Unreadable(
                "mixed-encodings",
                f"Line {utf8_line} is in UTF-8 and line {other_line} in GBK; save the whole file as UTF-8.",
                max(utf8_line, other_line),
            )
    return "gb18030" if other_line else "utf-8"
