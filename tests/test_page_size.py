"""How much code the page begins with: on a slow phone in a workshop it is most of the time until something can be done.
`python -m bench page` measures the same in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

DIST = Path(__file__).resolve().parent.parent / "web/dist"
KILOBYTES = 200
STATIC = re.compile(r"(?:from|import)\"\./([\w-]+\.js)\"")
LATER = re.compile(r"import\(`\./([\w-]+\.js)`\)")


def code(name: str) -> str:
    return (DIST / "assets" / name).read_text()


def needed(first: Iterable[str]) -> set[str]:
    """Some files, and all that they import before they run."""
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(STATIC.findall(code(name)))
    return found


def sent(name: str) -> int:
    """As it is sent to a browser: what is small is not compressed."""
    compressed = DIST / "assets" / f"{name}.br"
    return (compressed if compressed.is_file() else DIST / "assets" / name).stat().st_size


@pytest.mark.parametrize("page", ["SignIn", "Home"])
def test_a_page_begins_with_at_most_200_kilobytes_of_code(page: str) -> None:
    """The entry asks for the sign-in, or for what is around every page; a home is asked for by that."""
    (entry,) = re.findall(r"src=\"/assets/([\w-]+\.js)\"", (DIST / "index.html").read_text())
    asked = "inside" if page == "Home" else page
    later = [name for name in LATER.findall(code(entry)) if name.startswith(asked)]
    started = [name for name in LATER.findall(code(entry)) if name.startswith("start")]
    own = [path.name for path in (DIST / "assets").glob(f"{page}-*.js")]
    assert later and started and own
    kilobytes = sum(map(sent, needed([entry, *later, *started, *own]))) / 1024
    assert kilobytes <= KILOBYTES, f"{page}: {kilobytes:.1f} KB"
