"""Valkey emptied, killed, stopped, or never there: writes go on, boards stay right, people sign in."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import redis

from ledger.bootstrap import Installation
from tests.faults.alone import Alone, eventually
from tests.faults.load import Load, check, staffed
from tests.service import PASSWORD, Company, Service, environment_of


def board_is_right(load: Load) -> None:
    """The leaderboard shows, as of the last acknowledged grant, who got how many."""
    points = Counter(map(load.receiver, load.acknowledged))
    items = board(load)
    assert {item["employee"]: item["points"] for item in items} == points
    assert [item["rank"] for item in items] == ([1, 1] if len(set(points.values())) == 1 else [1, 2])


def board_is_right_meanwhile(load: Load) -> None:
    """While grants go on: nothing that was acknowledged is missing, and nothing is there that was not granted."""
    before = len(load.acknowledged)
    assert before <= sum(item["points"] for item in board(load)) <= len(load.asked)


def board(load: Load) -> list[dict[str, Any]]:
    """The leaderboard as of the last grant that was acknowledged when it was asked for."""
    position = max(orjson.loads(answer)["position"] for answer in list(load.acknowledged.values()))
    found = load.company.hr.get(f"/leaderboards?scope=organisation&period={load.company.month}&at_least={position}")
    assert found.status_code == 200, found.text
    items: list[dict[str, Any]] = found.json()["items"]
    return items


def signs_in(company: Company) -> float:
    """Sign in anew; how long it took."""
    started = time.monotonic()
    asked = {"organisation": company.id, "login": "FIN01", "password": PASSWORD}
    assert company.client.post("/v1/sessions", json=asked).status_code == 201
    return time.monotonic() - started


@pytest.fixture
def load(alone: Alone) -> Load:
    return Load(staffed(Company(alone.where, alone.service)), [alone.service.url], clients=3)


def test_flushall_under_load(alone: Alone, load: Load) -> None:
    with load.running(), redis.Redis.from_url(alone.where.redis_url) as client:
        for _ in range(3):
            load.grow(20)
            client.flushall()
            signs_in(load.company)
    board_is_right(load)
    with redis.Redis.from_url(alone.where.redis_url) as client:
        eventually(client.dbsize, "the boards are in Valkey again")
    board_is_right(load)
    check(load, alone.where.databases.owner)


def test_valkey_is_killed_under_load_and_comes_back(alone: Alone, load: Load) -> None:
    with load.running():
        load.grow(20)
        killed = alone.valkey()
        os.kill(killed, signal.SIGKILL)
        load.grow(20)
        signs_in(load.company)
        eventually(lambda: _answers(alone.where.redis_url), "Valkey is started again")
        assert alone.valkey() != killed
        load.grow(20)
    board_is_right(load)
    check(load, alone.where.databases.owner)


def test_valkey_hangs_for_a_while(alone: Alone, load: Load) -> None:
    with load.running():
        load.grow(20)
        with _hanging(alone.valkey()):
            assert load.grow(50) < 15, "writes do not wait for it"
            assert signs_in(load.company) < 10
            board_is_right_meanwhile(load)
        load.grow(20)
    board_is_right(load)
    check(load, alone.where.databases.owner)


@contextmanager
def _hanging(process: int) -> Iterator[None]:
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


@pytest.fixture
def without_valkey(shared_where: Installation, tmp_path: Path) -> Iterator[Service]:
    environment = {**environment_of(shared_where, tmp_path), "LEDGER_REDIS_URL": f"unix://{tmp_path}/nowhere"}
    service = Service(environment)
    try:
        yield service.start()
    finally:
        service.stop()


def test_without_any_valkey_everything_works(without_valkey: Service, shared_where: Installation) -> None:
    load = Load(staffed(Company(shared_where, without_valkey)), [without_valkey.url], clients=3)
    with load.running():
        load.grow(30)
    board_is_right(load)
    check(load, shared_where.databases.owner)
    signs_in(load.company)

    def wrong() -> httpx.Response:
        asked = {"organisation": load.company.id, "login": "FIN02", "password": "guessed"}
        return load.company.client.post("/v1/sessions", json=asked)

    began = time.monotonic()
    answers = [wrong() for _ in range(13)]
    assert [one.status_code for one in answers] == [401] * 13
    assert time.monotonic() - began > 1.5, "guessing is slowed down all the same"
    signs_in(load.company)
