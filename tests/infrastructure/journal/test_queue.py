"""Who is next at a writer: one person's commands wait for each other, and nobody else's wait for them."""

from __future__ import annotations

import asyncio
import time

import pytest

from ledger.application.unit import Answer, Command, Steps, Taken, Unavailable, Unit
from ledger.domain.errors import Conflict, Refusal
from ledger.infrastructure.journal.queue import MOST_OF_ONE, MOST_PER_COMMIT, MOST_QUEUED_OF_ONE, Queue, Waiting
from ledger.slices import SLICE_SECONDS
from tests.infrastructure.journal.books import Book


def never(unit: Unit) -> Answer:
    raise AssertionError


class Line:
    """A queue, and who stood in it."""

    def __init__(self) -> None:
        self.queue = Queue()

    def comes(self, actor: str, count: int = 1, weight: int = 1) -> list[Waiting]:
        loop = asyncio.get_running_loop()
        coming = [
            Waiting(Command("o", actor, f"{actor}-{number}", never, weight=weight), loop.create_future(), 0.0)
            for number in range(count)
        ]
        for one in coming:
            self.queue.add(one)
        return coming

    def next(self) -> dict[str, int]:
        """How many of whom are decided next."""
        taken = self.queue.take(MOST_PER_COMMIT)
        actors = [one.command.actor for one in taken]
        return {actor: actors.count(actor) for actor in dict.fromkeys(actors)}


async def test_a_person_gives_so_much_to_a_commit_and_then_the_next_does() -> None:
    line = Line()
    line.comes("FIN00", 1_000)
    assert line.next() == {"FIN00": MOST_OF_ONE}
    line.comes("TEC00", 3)
    assert line.next() == {"FIN00": MOST_OF_ONE, "TEC00": 3}


async def test_nobody_is_passed_over_where_more_wait_than_go_into_a_commit() -> None:
    line = Line()
    for number in range(8):
        line.comes(f"M{number}", MOST_OF_ONE)
    assert [*line.next(), *line.next()] == [f"M{number}" for number in range(8)]
    assert len(line.queue) == 0


async def test_of_one_person_what_came_first_is_decided_first() -> None:
    line = Line()
    line.comes("FIN00", 2 * MOST_OF_ONE)
    taken = [*line.queue.take(MOST_PER_COMMIT), *line.queue.take(MOST_PER_COMMIT)]
    assert [one.command.command for one in taken] == [f"FIN00-{number}" for number in range(2 * MOST_OF_ONE)]


async def test_a_large_command_is_decided_by_itself_and_after_what_others_sent_meanwhile() -> None:
    line = Line()
    line.comes("FIN00", 3, weight=1_000)
    line.comes("OPS00", 3, weight=1_000)
    seen = [line.next()]
    for _ in range(3):
        line.comes("TEC00", 2)
        seen += [line.next(), line.next()]
    large, small = [{"FIN00": 1}, {"OPS00": 1}], {"TEC00": 2}
    assert seen == [large[0], small, large[1], small, large[0], small, large[1]]


async def test_what_is_in_doubt_comes_again_as_it_was_and_before_all_others() -> None:
    line = Line()
    line.comes("FIN00", 2, weight=1_000)
    doubtful = line.queue.take(MOST_PER_COMMIT)
    line.comes("TEC00", 5)
    line.queue.put_back(doubtful)
    assert line.queue.take(MOST_PER_COMMIT) == doubtful
    assert line.next() == {"TEC00": 5}


async def test_who_was_told_to_try_again_is_passed_over() -> None:
    line = Line()
    for one in line.comes("FIN00", 300)[:-1]:
        one.outcome.set_exception(Unavailable())
        one.outcome.exception()
    assert line.next() == {"FIN00": 1}
    assert line.queue.take(1) == []


async def test_one_person_fills_no_more_than_a_part_of_the_queue() -> None:
    line = Line()
    line.comes("FIN00", MOST_QUEUED_OF_ONE)
    with pytest.raises(Unavailable):
        line.comes("FIN00")
    line.comes("TEC00")
    assert len(line.queue) == MOST_QUEUED_OF_ONE + 1


class Watch:
    """Looks all the time how long nobody else could do anything."""

    def __init__(self) -> None:
        self.gaps: list[float] = []

    async def look(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            self.gaps.append(now - last)
            last = now


def weighing(seconds: float, steps: int) -> Steps:
    """Decides nothing about so many things, and takes its time with each."""
    for _ in range(steps):
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass
        yield
    raise Conflict("nothing", "Nothing was decided.")


async def test_who_decides_about_many_things_gives_others_way(book: Book) -> None:
    await book.granting()
    watch = Watch()
    looking = asyncio.create_task(watch.look())
    command = book.command(lambda unit: weighing(0.001, 300))._replace(weight=300)
    began = time.perf_counter()
    with pytest.raises(Refusal):
        await book.journal.submit(command)
    seconds = time.perf_counter() - began
    looking.cancel()
    assert seconds > 0.3
    long = [gap for gap in watch.gaps if gap > SLICE_SECONDS]
    assert len(long) > 30 and sorted(long)[len(long) // 2] < 0.3 / 6, "in many slices, and none as long as the whole"


async def test_a_command_about_many_things_waits_for_nobody_who_comes_later(book: Book) -> None:
    """Sent with many small ones of another, all are answered; those of one person in the order that they were sent."""
    await book.granting()
    large = book.command(lambda unit: weighing(0.0, 200), "FIN01")._replace(weight=200)
    outcomes = await asyncio.gather(
        book.journal.submit(large), *(book.granting() for _ in range(300)), return_exceptions=True
    )
    assert isinstance(outcomes[0], Conflict)
    positions = [one.position for one in outcomes[1:] if isinstance(one, Taken)]
    assert len(positions) == 300 and positions == sorted(positions)
