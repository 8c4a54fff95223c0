"""Which characters a text may hold, and by what texts are compared: one rule, whether it is typed, sent or stands in a
file (docs/rules/words.md)."""

from __future__ import annotations

import re
import unicodedata

from precis_i18n.unicode import UnicodeData

LONGEST_CODE = 64
NUMBER_OF_SOMEBODY = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_NUMBER = re.compile(NUMBER_OF_SOMEBODY, re.ASCII)
_PLAIN_CODE = re.compile(r"\w[\w.-]{0,63}", re.ASCII)
BLANKS = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))))
BLANKS += "\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What is cut off at both ends; the last is the mark that some programs put before a text."""
EMOJI = range(0x1F000, 0x1FC00)
"""The blocks of pictographs: what is not assigned there is an emoji that is newer than this Python."""
IDEOGRAPHS = range(0x20000, 0x40000)
"""The planes that are for ideographs only: what is not assigned there yet is one that is newer than this Python."""
MONGOLIAN = range(0x1800, 0x18B0)
SHAPES_OF_MONGOLIAN = frozenset("\u180b\u180c\u180d\u180e\u180f")
SHAPES_OF_EMOJI = frozenset("\ufe0e\ufe0f")
NON_JOINER, JOINER, KEYCAP = "\u200c", "\u200d", "\u20e3"
SEEN = re.compile("[ -~¡-¬®-ʯА-яぁ-ゖァ-ヺ㐀-䶿一-鿼가-힣（）]*")
"""Texts of letters that are seen wherever they stand: most are, and asking each character costs more than the rest."""
BLANK_BRAILLE, LOST = "\u2800", "\ufffd"
_unicode = UnicodeData()


class Unfit(ValueError):
    """A text is not what it should be: which rule it breaks, and by which character (U+200B), where it is one."""

    def __init__(self, rule: str, reason: str, character: str = "") -> None:
        super().__init__(reason)
        self.rule, self.reason, self.character = rule, reason, character


def folded(text: str) -> str:
    """What a text is compared by where nobody means the difference: without case, full or half width, and blanks at the
    ends; composed or not. FIN01, fin01 and ＦＩＮ０１ are one number."""
    if text.isascii():
        return text.strip().lower()
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold()).strip(BLANKS)


def one_line(text: str) -> str:
    """A name as it is kept: composed, without blanks at the ends. Raises Unfit for what nobody sees, or what breaks the
    line or turns it round; any letter of any script is taken."""
    text = composed(text)
    if not text:
        raise Unfit("empty", "is empty")
    if not SEEN.fullmatch(text):
        for at, one in enumerate(text):
            _check_in_line(text, at, one)
    return text


def lines(text: str) -> str:
    """A free text, as it is given. Raises Unfit for control characters and what is no character at all."""
    if not text.strip(BLANKS):
        raise Unfit("empty", "is empty")
    if not text.isprintable():  # most are, and asking each character costs more than the rest of a request's fields
        for one in text:
            if one not in "\n\r\t":
                _check_is_text(one)
    return text


def code(text: str) -> str:
    """A code as it is kept: letters and digits of any script, dots, dashes and low lines; at most 64."""
    if _PLAIN_CODE.fullmatch(text):
        return text
    text = composed(text)
    if len(text) > LONGEST_CODE or not text or text[0] in ".-":
        raise _no_code()
    for at, one in enumerate(text):
        if not (one.isalnum() or one in "_.-"):
            _check_in_line(text, at, one)
            if not _is_of_word(one):
                raise _no_code(one)
        elif not one.isascii():
            _check_in_line(text, at, one)
    return text


def employee_no(text: str) -> str:
    """The number of somebody as it is kept: full-width letters and digits become narrow ones, their case stays."""
    if _NUMBER.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text).strip(BLANKS)
    if not _NUMBER.fullmatch(text):
        raise Unfit("not-a-number-of-somebody", "is no employee number: letters, digits, dots, dashes; at most 64")
    return text


def composed(text: str) -> str:
    """A text with its letters and their marks as one, and without blanks at the ends."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text.strip(BLANKS))


def named(character: str) -> str:
    """What a character is called: U+200B."""
    return f"U+{ord(character):04X}"


def _no_code(one: str = "") -> Unfit:
    why = f" ({named(one)} is none)" if one else ""
    return Unfit("not-a-code", f"is no code: letters, digits, dots, dashes; at most 64{why}", named(one) if one else "")


def _is_of_word(one: str) -> bool:
    return unicodedata.category(one)[0] in "LMN" or unicodedata.category(one) == "Pc" or _is_newer_ideograph(one)


def _check_is_text(one: str) -> None:
    category = unicodedata.category(one)
    if category in {"Cc", "Cs"}:
        raise Unfit("control-characters", f"holds the control character {named(one)}", named(one))
    if category == "Cn" and ord(one) not in EMOJI and not _is_newer_ideograph(one):
        raise Unfit("unknown-character", f"holds {named(one)}, which is no character that is known here", named(one))


def _check_in_line(text: str, at: int, one: str) -> None:
    if one in "\n\r\v\f\x85\u2028\u2029":
        raise Unfit("line-break", f"has more than one line ({named(one)})", named(one))
    _check_is_text(one)
    if one == LOST:
        raise Unfit("lost-character", f"holds {named(one)}, which stands for a letter that was lost", named(one))
    if _is_unseen(one) and not _has_its_place(text, at, one):
        raise Unfit("unseen-character", f"holds {named(one)}, which nobody sees", named(one))


def _is_unseen(one: str) -> bool:
    """Joiners, fillers, selectors of a shape, and what turns the text round."""
    return one == BLANK_BRAILLE or unicodedata.category(one) == "Cf" or _unicode.default_ignorable(ord(one))


def _has_its_place(text: str, at: int, one: str) -> bool:
    """Whether a script needs it just there: by the rules for joiners of RFC 5892 (Persian, Indic), in Mongolian, and
    within an emoji."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before:
        return False
    if one in SHAPES_OF_MONGOLIAN:
        return ord(before) in MONGOLIAN
    if one in SHAPES_OF_EMOJI:
        return _is_sign(before) or after == KEYCAP
    if one == NON_JOINER:
        return _unicode.combining_virama(ord(before)) or _unicode.valid_jointype(text, at)
    if one == JOINER:
        return _unicode.combining_virama(ord(before)) or (
            (_is_sign(before) or before in SHAPES_OF_EMOJI) and after != "" and _is_sign(after)
        )
    return False


def _is_sign(one: str) -> bool:
    return unicodedata.category(one)[0] == "S" or ord(one) in EMOJI


def _is_newer_ideograph(one: str) -> bool:
    return ord(one) in IDEOGRAPHS and ord(one) & 0xFFFE != 0xFFFE
