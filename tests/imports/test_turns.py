"""Which import a worker does next."""

from __future__ import annotations

from typing import Any

from ledger.infrastructure.imports.watching import MOST_REMEMBERED, Turns


def waiting(*names: str) -> list[dict[str, Any]]:
    return [{"organisation": name[0], "id": name} for name in names]


def taken(turns: Turns, *names: str) -> str:
    found = turns.next(waiting(*names))
    assert found is not None
    return str(found["id"])


def test_who_sent_a_hundred_files_first_waits_for_whoever_sent_one() -> None:
    turns = Turns()
    assert [taken(turns, "a1", "a2", "a3", "b4"), taken(turns, "a2", "a3", "b4")] == ["a1", "b4"]
    assert [taken(turns, "a2", "a3"), taken(turns, "a3", "b5")] == ["a2", "b5"]
    assert turns.next([]) is None


def test_what_is_read_again_and_again_comes_after_what_waits() -> None:
    turns = Turns()
    assert [taken(turns, "a1", "a2", "a3") for _ in range(6)] == ["a1", "a2", "a3", "a1", "a2", "a3"]
    assert [taken(turns, "a1", "b1") for _ in range(4)] == ["b1", "a1", "b1", "a1"]


def test_only_so_many_turns_are_remembered() -> None:
    turns = Turns()
    for number in range(MOST_REMEMBERED + 10):
        taken(turns, f"a{number}")
    assert len(turns._last) <= MOST_REMEMBERED + 1
    assert taken(turns, f"a{MOST_REMEMBERED + 9}", "b0") == "b0"
