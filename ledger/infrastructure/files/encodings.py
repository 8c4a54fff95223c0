"""Which encodings a text file may be in, told from its bytes: Unicode for certain, older ones by what they would say.

A file whose lines are in different encodings is refused with a line of each: read in one of them, the other lines
would come out as other names. No letter is ever made up: every byte of the file has to be a letter in its encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes

from ledger.infrastructure.files.rows import Unreadable

BLOCK = 1 << 20
LOOKED_AT = 1 << 16
"""So many bytes of lines that are not ASCII are compared with what is usual in a language."""
THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
"""A Chinese character in UTF-8. GBK hardly ever makes a line that is valid UTF-8 and holds one."""
PRIVATE = re.compile("[\ue000-\uf8ff]")
LETTER = re.compile("[^\x00-\x7f]")
ACCENTED = re.compile("[A-Za-z][À-ɏ]|[À-ɏ][A-Za-z]")
BESIDE_LATIN = re.compile("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
FEW_LETTERS = 12
ENOUGH = 400
"""So many bytes that are not ASCII tell languages apart by a small margin."""
ASCII = bytes(range(128))
STANDARDS = {"gb18030": "gb2312", "cp950": "big5", "big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc_kr"}
UNUSUAL = {"cp949": re.compile("[^가-힣]"), "cp932": re.compile("[｡-ﾟ]")}
"""Korean names in Chinese characters, Japanese ones in half widths."""
MARGIN = 0.06
CONTROLS = re.compile("[\x80-\x9f]")
"""Where a codec gives one of these, the byte was no letter."""
OLDER = {
    "gb18030": "gb18030", "cp950": "big5", "big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc-kr",
    "cp1252": "windows-1252",
}  # fmt: skip
"""The codecs that programs mean by these names, which are a little wider than the standards; what is common here comes
first."""
NAMES = {**OLDER, "utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


class Encoding(NamedTuple):
    """A codec that reads the whole file. `likely`: its letters make texts that people write."""

    codec: str
    likely: bool = True


def named(encoding: Encoding) -> str:
    """What people call it."""
    return NAMES.get(encoding.codec, encoding.codec)


def candidates(file: BinaryIO) -> list[Encoding]:
    """The encodings of the whole file, the likeliest first, after looking at every byte; the file is at its start
    again."""
    try:
        certain = _unicode(file)
        return [Encoding(certain)] if certain is not None else _by_lines(file)
    finally:
        file.seek(0)


def encoding_of(file: BinaryIO) -> str:
    """The likeliest of them, as a codec."""
    return candidates(file)[0].codec


def _unicode(file: BinaryIO) -> str | None:
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
    return None


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


def _by_lines(file: BinaryIO) -> list[Encoding]:
    """UTF-8 where every line is; else the older encodings that the whole file can be in."""
    file.seek(0)
    utf8_line = other_line = None
    looked_at = bytearray()
    for number, line in enumerate(_lines(file), 1):
        if line.isascii():
            continue
        if len(looked_at) + len(line) <= LOOKED_AT:
            looked_at += line
        try:
            line.decode()
        except UnicodeDecodeError:
            other_line = other_line or number
        else:
            if utf8_line is None and THREE_BYTES.search(line):
                utf8_line = number
        if utf8_line and other_line:
            raise Unreadable(
                "mixed-encodings",
                f"Line {utf8_line} is in UTF-8 and line {other_line} in an older encoding, such as GBK; save the whole "
                "file as UTF-8.",
                max(utf8_line, other_line),
            )
    if other_line:
        return _older(file, bytes(looked_at), other_line)
    doubtful = not utf8_line and _few(bytes(looked_at))
    return [Encoding("utf-8"), *(one for one in (_guessed(file, bytes(looked_at)) if doubtful else ()) if one.likely)]


def _few(lines: bytes) -> bool:
    """Whether this is so little that an older encoding may have made valid UTF-8 by chance: 郑远 is one such name. A
    letter with an accent in a word of plain ones is none."""
    text = lines.decode()
    return 0 < len(LETTER.findall(text)) <= FEW_LETTERS and not ACCENTED.search(text)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Line by line, whatever ends them; never a part of one, which might begin in the middle of a letter."""
    rest = b""
    while block := file.read(BLOCK):
        if block.endswith(b"\r"):
            block += file.read(1)
        *lines, rest = (rest + block).splitlines(keepends=True)
        yield from lines
        if rest.endswith((b"\r", b"\n")):
            yield rest
            rest = b""
    yield rest


def _older(file: BinaryIO, looked_at: bytes, line: int) -> list[Encoding]:
    found = _guessed(file, looked_at)
    if not found:
        reason = f"Line {line} is neither UTF-8 nor in an older encoding that is known here; save the file as UTF-8."
        raise Unreadable("encoding", reason, line)
    return found


def _guessed(file: BinaryIO, looked_at: bytes) -> list[Encoding]:
    """By how messy their texts are; where there is little text, what has but usual letters is not ruled out by that."""
    whole = _decoding(file)
    if not whole:
        return []
    matches = from_bytes(looked_at, cp_isolation=whole, preemptive_behaviour=False, enable_fallback=False)
    mess = {match.encoding: match.chaos for match in matches}
    if len(looked_at.translate(None, ASCII)) < ENOUGH:
        likely = {codec for codec in whole if codec in mess or _usual(codec, looked_at.decode(codec))}
    else:
        likely = {codec for codec in mess if mess[codec] <= min(mess.values()) + MARGIN}
    likely = {codec for codec in likely if not _unassigned(looked_at.decode(codec))}
    ordered = sorted(whole, key=lambda codec: (codec not in likely, mess.get(codec, 1.0)))
    return [Encoding(codec, codec in likely) for codec in ordered]


def _unassigned(text: str) -> bool:
    """Whether more of the letters than a rare name or two are nobody's: in areas for private use."""
    return 50 * len(PRIVATE.findall(text)) > len(LETTER.findall(text))


def _usual(codec: str, text: str) -> bool:
    """Whether the letters are those of the plain standard behind a codec, and stand as its language has them."""
    letters = "".join(LETTER.findall(text))
    if codec == "cp1252" or 2 * len(BESIDE_LATIN.findall(text)) > len(letters):
        return codec == "cp1252" and 2 * len(ACCENTED.findall(text)) > len(letters)
    try:
        letters.encode(STANDARDS[codec])
    except UnicodeEncodeError:
        return False
    return not UNUSUAL[codec].search(letters) if codec in UNUSUAL else True


def _decoding(file: BinaryIO) -> list[str]:
    """The codecs that know every byte of the file; of two that go by one name, the first."""
    decoders = {codec: codecs.getincrementaldecoder(codec)() for codec in OLDER}
    for block in _blocks(file):
        for codec in list(decoders):
            try:
                if CONTROLS.search(decoders[codec].decode(block, not block)):
                    del decoders[codec]
            except UnicodeDecodeError:
                del decoders[codec]
    firsts = {OLDER[codec]: codec for codec in reversed(decoders)}
    return [codec for codec in decoders if codec in firsts.values()]


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """All that is in the file, and an empty block at its end."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block
    yield b""
