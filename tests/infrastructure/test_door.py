"""Standing in line at the door: by rank, then by arrival; who guesses waits, and who is known does not."""

from __future__ import annotations

import asyncio
import os
import threading
import uuid
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis.asyncio import Redis

from ledger.application.sessions import Origin, TooManyAttempts
from ledger.bootstrap import Installation
from ledger.infrastructure.attempts import Attempts
from ledger.infrastructure.door import door, hashing, line
from ledger.infrastructure.door.devices import MOST_ACCOUNTS, Devices
from ledger.infrastructure.door.door import Door
from ledger.infrastructure.door.line import Full, Line
from ledger.infrastructure.door.networks import network_of


class Queue:
    """People who stand in a line and note when they are in; each stays until it is their turn to go."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self.line = Line(at_once, most_waiting)
        self.seen: list[str] = []
        self._going = asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, name: str, rank: int) -> asyncio.Task[None]:
        self._tasks[name] = task = asyncio.create_task(self._stand(name, rank))
        await asyncio.sleep(0)
        return task

    async def _stand(self, name: str, rank: int) -> None:
        async with self.line.place(lambda: (rank,)):
            self.seen.append(name)
            await self._going.wait()

    async def all_go(self) -> None:
        self._going.set()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


async def test_who_waits_goes_in_by_rank_and_then_by_arrival() -> None:
    queue = Queue(1, 10)
    for name, rank in (("first", 9), ("third", 5), ("fourth", 5), ("second", 1)):
        await queue.comes(name, rank)
    await queue.all_go()
    assert queue.seen == ["first", "second", "third", "fourth"]
    assert queue.line.idle


async def test_a_full_line_turns_the_worst_of_the_latest_away() -> None:
    queue = Queue(1, 2)
    await queue.comes("inside", 9)
    early, late, worse = [await queue.comes(name, rank) for name, rank in (("early", 5), ("late", 5), ("worse", 7))]
    with pytest.raises(Full):
        await worse
    await queue.comes("better", 1)
    with pytest.raises(Full):
        await late
    await queue.all_go()
    assert queue.seen == ["inside", "better", "early"] and early.done()


async def test_who_gives_up_or_has_waited_too_long_leaves_the_line_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "LONGEST_WAIT_SECONDS", 0.05)
    queue = Queue(1, 5)
    await queue.comes("inside", 0)
    gone, patient = await queue.comes("gone", 0), await queue.comes("patient", 0)
    gone.cancel()
    with pytest.raises(Full):
        await patient
    last = await queue.comes("last", 0)
    await queue.all_go()
    assert queue.seen == ["inside", "last"] and last.done() and queue.line.idle


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2ff::7", "2001:db8:1:200::/56"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("command line", "command line"),
        ("", ""),
    ],
)
def test_an_address_counts_with_its_neighbours(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_browser_knows_the_last_accounts_that_were_signed_in_with_it_and_no_made_up_ones() -> None:
    devices = Devices(bytes(32))
    value = None
    for number in range(MOST_ACCOUNTS + 1):
        value = devices.remembering(value, "o", f"E{number}")
    assert devices.known(value, "o", "E0") is None
    first = devices.known(value, "o", "E1")
    assert first is not None and devices.known(devices.remembering(value, "o", "E1"), "o", "E1") == first
    assert devices.known(value, "other", "E1") is None
    for made_up in (None, "", "x", Devices(bytes([1] * 32)).remembering(None, "o", "E1"), f"{value}x"):
        assert devices.known(made_up, "o", "E1") is None


@pytest.fixture
async def attempts(shared_where: Installation) -> AsyncIterator[Attempts]:
    redis = Redis.from_url(shared_where.redis_url)
    yield Attempts(redis)
    await redis.aclose()


class Accounts:
    """One door, and somebody whose password is guessed at."""

    def __init__(self, attempts: Attempts) -> None:
        self.door = Door(attempts)
        self.organisation = f"d-{uuid.uuid4().hex[:12]}"

    async def guess(self, login: str, origin: Origin) -> None:
        async with self.door.entry(self.organisation, login, origin) as entry:
            await self.door.failed(entry)

    async def seconds(self, login: str, origin: Origin) -> float:
        """How long somebody waits who knows the password."""
        began = asyncio.get_running_loop().time()
        async with self.door.entry(self.organisation, login, origin):
            return asyncio.get_running_loop().time() - began


@pytest.fixture
def accounts(attempts: Attempts, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    monkeypatch.setattr(door, "FREE_OF_ACCOUNT", 4)
    monkeypatch.setattr(door, "FREE_OF_NETWORK", 5)
    monkeypatch.setattr(door, "FIRST_HOLD_SECONDS", 0.6)
    monkeypatch.setattr(door, "LONGEST_HOLD_SECONDS", 1.2)
    monkeypatch.setattr(door, "LONGEST_HOLD_OF_ACCOUNT", 1.2)
    monkeypatch.setattr(door, "TURNED_AWAY_SECONDS", 0.6)
    return Accounts(attempts)


def unique_network() -> str:
    return f"2001:db8:{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:2]}00::1"


async def test_guesses_from_everywhere_slow_each_other_down_and_the_right_person_is_next(accounts: Accounts) -> None:
    origins = [Origin(unique_network()) for _ in range(16)]
    for number, origin in enumerate(origins):
        await accounts.guess(f"before-{number}", origin)
    guesses = [asyncio.create_task(accounts.guess("E1", origin)) for origin in origins]
    await asyncio.sleep(0.5)
    assert not all(guess.done() for guess in guesses), "they wait"
    clean = [Origin(unique_network()), Origin(unique_network(), "known")]
    stranger, known = [await accounts.seconds("E1", origin) for origin in clean]
    assert stranger < 2.0 and known < 0.55
    assert await accounts.seconds("E2", Origin(unique_network())) < 0.55, "another account is not concerned"
    await asyncio.gather(*guesses)


async def test_a_crowd_of_one_network_keeps_nobody_of_another_out(accounts: Accounts) -> None:
    crowd = Origin(unique_network())
    for _ in range(6):
        await accounts.guess("E1", crowd)
    guesses = [asyncio.create_task(accounts.guess(f"E{n}", crowd)) for n in range(door.NETWORK_PLACES * 4)]
    await asyncio.sleep(0.05)
    assert await accounts.seconds("E1", Origin(unique_network())) < 0.55
    ended = await asyncio.gather(*guesses, return_exceptions=True)
    turned_away = [one for one in ended if isinstance(one, TooManyAttempts)]
    assert len(turned_away) == door.NETWORK_PLACES * 4 - door.NETWORK_PLACES - door.NETWORK_WAITING
    assert all(one.seconds <= 5 for one in turned_away), "to wait a moment, not to be shut out"


async def test_who_guesses_at_one_account_waits_and_neighbours_pass(accounts: Accounts) -> None:
    office = Origin(unique_network())
    for _ in range(6):
        await accounts.guess("E1", office)
    guesses = [asyncio.create_task(accounts.guess("E1", office)) for _ in range(door.NETWORK_PLACES * 4)]
    await asyncio.sleep(0.05)
    assert await accounts.seconds("E2", office) < 0.55
    assert not all(guess.done() for guess in guesses), "they wait"
    await asyncio.gather(*guesses, return_exceptions=True)


async def test_who_signed_in_from_a_network_before_passes_those_who_guess_at_everybody_there(
    accounts: Accounts,
) -> None:
    office, login = Origin(unique_network()), "E0"
    async with accounts.door.entry(accounts.organisation, login, office) as entry:
        await accounts.door.passed(entry)
    for number in range(1, 8):
        await accounts.guess(f"E{number}", office)
    guesses = [asyncio.create_task(accounts.guess(f"E{n}", office)) for n in range(10, 10 + door.NETWORK_PLACES * 4)]
    await asyncio.sleep(0.05)
    await accounts.seconds(login, office)
    assert not all(guess.done() for guess in guesses), "those who came before wait still"
    await asyncio.gather(*guesses, return_exceptions=True)


async def test_a_known_browser_that_guesses_is_a_stranger(accounts: Accounts) -> None:
    known = Origin(unique_network(), "known")
    for _ in range(door.MOST_OF_DEVICE):
        async with accounts.door.entry(accounts.organisation, "E1", known) as entry:
            assert entry.rank() == (0,)
            await accounts.door.failed(entry)
    async with accounts.door.entry(accounts.organisation, "E1", known) as entry:
        assert entry.rank() > (0,)
    async with accounts.door.entry(accounts.organisation, "E1", Origin(known.address, "another")) as entry:
        assert entry.rank() == (0,), "each browser is counted by itself"


async def test_a_redis_that_is_away_costs_one_wait_and_failures_are_counted_here() -> None:
    redis = Redis.from_url("redis://127.0.0.1:1")
    counted = Attempts(redis)
    await counted.failed("a", "b")
    await counted.failed("a")
    began = asyncio.get_running_loop().time()
    for _ in range(100):
        assert await counted.counts("a", "b", "c") == [2, 1, 0]
    assert asyncio.get_running_loop().time() - began < 0.5
    await redis.aclose()


def test_hashing_gives_way_and_takes_nothing_back_from_who_started_it_nicer() -> None:
    def niceness_after(given: int) -> int:
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, given)
        hashing._give_way()
        return os.getpriority(os.PRIO_PROCESS, thread)

    own = os.getpriority(os.PRIO_PROCESS, 0)
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        assert one.submit(niceness_after, own).result() == max(own, hashing.NICENESS)
        assert other.submit(niceness_after, 19).result() == 19
