"""A person's hand on a page: it looks for a moment before each tap, scrolls to what it does not see, and counts."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from bench.errors import BenchError

LOOKING_SECONDS = 0.8
"""From what can be tapped to the tap: to read it, to decide, to move the finger."""
LETTER_SECONDS, IDEOGRAPH_SECONDS = 0.2, 0.4
"""Sixty English words a minute, or a hundred and fifty Chinese characters."""
AT_REST = """
async (element) => {
  const box = () => { const { x, y } = element.getBoundingClientRect(); return `${x} ${y}`; };
  for (let was = ""; was !== box(); ) {
    was = box();
    await new Promise((done) => requestAnimationFrame(done));
  }
}
"""
IN_SIGHT = """
(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return hit !== null && (element.contains(hit) || (hit.closest("label")?.contains(element) ?? false));
}
"""
UNCOVERED = f"""
async (element) => {{
  const inSight = {IN_SIGHT};
  const {{ top, bottom }} = element.getBoundingClientRect();
  // What closes over it goes away by itself.
  for (let wait = 50; wait > 0 && top >= 0 && bottom <= innerHeight && !inSight(element); wait -= 1) {{
    await new Promise((done) => setTimeout(done, 20));
  }}
  return inSight(element);
}}
"""
SEEN = f"(element, part) => [...element.querySelectorAll(part)].map({IN_SIGHT})"


@dataclass
class Hand:
    """Does one job. `taps` are taps and keys that are no text; `seconds` is what all took, with typing and scrolls."""

    page: Page
    touches: bool
    taps: int = 0
    scrolls: int = 0
    _began: float = 0.0
    seconds: float = 0.0

    @contextmanager
    def job(self) -> Iterator[Hand]:
        """From the first look to what shows that it is done."""
        self.taps, self.scrolls, self._began = 0, 0, time.perf_counter()
        yield self
        self.seconds = time.perf_counter() - self._began

    def tap(self, wanted: Locator) -> None:
        """Tap what is shown, once it can be tapped."""
        self._see(wanted)
        self._look()
        if self.touches:
            wanted.tap()
        else:
            wanted.click()

    def press(self, key: str) -> None:
        """A key that is no text counts as a tap."""
        self._look()
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Text into what has the focus, at a pace."""
        for letter in text:
            time.sleep(IDEOGRAPH_SECONDS if unicodedata.category(letter) == "Lo" else LETTER_SECONDS)
            self.page.keyboard.insert_text(letter)

    def write(self, field: Locator, text: str) -> None:
        """A tap into a field, and text."""
        self.tap(field)
        self.type(text)

    def paste(self, field: Locator, text: str) -> None:
        """A tap into a field, and one that pastes what was copied elsewhere."""
        self.tap(field)
        self._look()
        self.page.keyboard.insert_text(text)

    def read(self, shown: Locator, parts: str) -> None:
        """Have all parts of what is shown in sight once, before the next tap: the hand scrolls to the others."""
        shown.wait_for()
        shown.evaluate(AT_REST)
        seen: list[bool] = shown.evaluate(SEEN, parts)
        while not all(seen):
            next_one = seen.index(False)
            self._scroll(shown.locator(parts).nth(next_one))
            now: list[bool] = shown.evaluate(SEEN, parts)
            if not now[next_one]:
                raise BenchError(f"something lies over {parts} of {shown}")
            seen = [before or is_now for before, is_now in zip(seen, now, strict=True)]

    def _see(self, wanted: Locator) -> None:
        wanted.wait_for()
        wanted.evaluate(AT_REST)
        if not wanted.evaluate(UNCOVERED):
            self._scroll(wanted)
        if not wanted.evaluate(IN_SIGHT):
            raise BenchError(f"something lies over {wanted}")

    def _scroll(self, wanted: Locator) -> None:
        self.scrolls += 1
        time.sleep(LOOKING_SECONDS)
        wanted.evaluate("(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })")

    def _look(self) -> None:
        self.taps += 1
        time.sleep(LOOKING_SECONDS)
