"""Signing in while strangers guess: who knows the password gets in, and reads who tried."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from statistics import median

import httpx
import pytest

from tests.journeys.seeing import refused
from tests.service import PASSWORD, Company, Person, Service

SLACK_SECONDS = 0.05
"""What the guessers themselves, who are on this machine too, take of it."""
_addresses = count(1)


def address() -> str:
    """One that nobody in this run had before: each of this machine's own counts for itself."""
    number = next(_addresses)
    return f"127.1.{number // 250}.{number % 250 + 1}"


def addresses(places: int) -> list[str]:
    return [address() for _ in range(places)]


def client_at(service: Service, local: str) -> httpx.AsyncClient:
    transport = httpx.AsyncHTTPTransport(local_address=local, retries=2, verify=False)
    return httpx.AsyncClient(base_url=service.url, transport=transport, timeout=60)


@asynccontextmanager
async def besieged(
    service: Service, company: Company, logins: list[str], places: list[str], at_once: int = 4
) -> AsyncIterator[list[int]]:
    """Wrong passwords for these from these addresses, so many at a time each, for as long as the block lasts."""
    statuses: list[int] = []

    async def guess(client: httpx.AsyncClient, number: int) -> None:
        for turn in count(number, len(clients) * at_once):
            asked = {"organisation": company.id, "login": logins[turn % len(logins)], "password": f"guess {turn}"}
            statuses.append((await client.post("/v1/sessions", json=asked)).status_code)

    clients = [client_at(service, place) for place in places]
    guessing = [
        asyncio.create_task(guess(client, number * at_once + at))
        for number, client in enumerate(clients)
        for at in range(at_once)
    ]
    deadline = time.monotonic() + 5
    while len(statuses) < 20 and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    try:
        yield statuses
    finally:
        for task in guessing:
            task.cancel()
        await asyncio.gather(*guessing, return_exceptions=True)
        for client in clients:
            await client.aclose()


@pytest.fixture(scope="module")
def staffed(service: Service, shared_where: object) -> Company:
    company = Company(shared_where, service)  # type: ignore[arg-type]  # the fixture of that name
    company.department("FIN", "FIN01", "FIN02")
    company.chosen("FIN00", "FIN01", "FIN02")
    return company


async def entering(
    client: httpx.AsyncClient, company: Company, login: str, *, cookie: bool = False
) -> tuple[int, float]:
    """The status of a sign-in with the right password, and how long it took."""
    asked = {"organisation": company.id, "login": login, "password": PASSWORD, "cookie": cookie}
    began = time.monotonic()
    answered = await client.post("/v1/sessions", json=asked, headers={"Sec-Fetch-Site": "same-origin"})
    return answered.status_code, time.monotonic() - began


async def test_guesses_at_an_account_from_many_addresses_keep_nobody_who_knows_the_password_out(
    staffed: Company, service: Service
) -> None:
    async with client_at(service, address()) as browser, client_at(service, address()) as stranger:
        assert (await entering(browser, staffed, "FIN01", cookie=True))[0] == 201
        async with besieged(service, staffed, ["FIN01"], addresses(10)) as statuses:
            known = [await entering(browser, staffed, "FIN01", cookie=True) for _ in range(3)]
            new = await entering(stranger, staffed, "FIN01")
            other = await entering(stranger, staffed, "FIN02")
        assert [status for status, _ in [*known, new, other]] == [201] * 5
        assert max(seconds for _, seconds in known) < 6.0 and new[1] < 15.0, (known, new, other)
        assert set(statuses) <= {401, 429}


async def test_guesses_at_many_accounts_make_nobody_wait_long(staffed: Company, service: Service) -> None:
    async with client_at(service, address()) as stranger:
        async with besieged(service, staffed, [f"E{number}" for number in range(2000)], addresses(20)):
            entered = [await entering(stranger, staffed, number) for number in ("FIN00", "FIN02")]
            began = time.monotonic()
            assert (await stranger.get("/healthz")).status_code == 200
            seconds = time.monotonic() - began
        assert [status for status, _ in entered] == [201] * 2
        assert max(seconds for _, seconds in entered) < 10.0 and seconds < 4.0, (entered, seconds)


async def test_who_guesses_at_one_account_has_others_of_the_same_network_pass(
    staffed: Company, service: Service
) -> None:
    office = address()
    async with client_at(service, office) as neighbour, besieged(service, staffed, ["FIN01"], [office], 64):
        await asyncio.sleep(3)  # until their guesses wait
        entered = [await entering(neighbour, staffed, number) for number in ("FIN00", "FIN02") * 2]
    assert [status for status, _ in entered] == [201] * 4
    assert max(seconds for _, seconds in entered) < 3.0, entered


async def test_who_signed_in_from_a_network_before_passes_those_who_guess_at_everybody_there(
    staffed: Company, service: Service
) -> None:
    office = address()
    async with client_at(service, office) as neighbour:
        assert (await entering(neighbour, staffed, "FIN02"))[0] == 201
        async with besieged(service, staffed, [f"E{number}" for number in range(5000)], [office], 64):
            await asyncio.sleep(3)
            entered = [await entering(neighbour, staffed, "FIN02") for _ in range(3)]
    assert [status for status, _ in entered] == [201] * 3
    assert max(seconds for _, seconds in entered) < 6.0, entered


async def slowest_read(service: Service, person: Person) -> float:
    """The slowest of fifty reads, one after another."""
    headers = {"Authorization": f"Bearer {person.token}"}
    async with httpx.AsyncClient(base_url=service.url, timeout=60, verify=False) as client:
        taken = []
        for _ in range(50):
            began = time.perf_counter()
            assert (await client.get("/v1/accounts/FIN02", headers=headers)).status_code == 200
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(0.005)
    return max(taken)


async def test_fifty_who_guess_slow_nobody_who_reads(staffed: Company, service: Service) -> None:
    reader = staffed.sign_in("FIN02")
    idle, meanwhile = [], []
    for _ in range(5):
        idle.append(await slowest_read(service, reader))
        async with besieged(service, staffed, [f"E{number}" for number in range(2000)], addresses(50), 1):
            meanwhile.append(await slowest_read(service, reader))
    assert median(meanwhile) <= 2 * median(idle) + SLACK_SECONDS, (idle, meanwhile)


def test_hr_and_the_person_read_who_was_not_let_in(company: Company, service: Service) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.chosen("FIN00", "FIN01")
    local = address()
    transport = httpx.HTTPTransport(local_address=local, verify=False)
    with httpx.Client(base_url=service.url, transport=transport, timeout=60) as client:
        for login, password in (("FIN01", "one guess"), ("FIN01", "another"), ("FIN00", "guess"), ("my secret", "x")):
            asked = {"organisation": company.id, "login": login, "password": password}
            refused(client.post("/v1/sessions", json=asked), 401, "wrong-login")
        company.hr.done("PATCH", "/employees/FIN00", {"left_on": "2020-01-01"})
        gone = client.post("/v1/sessions", json={"organisation": company.id, "login": "FIN00", "password": PASSWORD})
        refused(gone, 401, "no-longer-employed")
        metrics = client.get("/metrics").text
    shown = ("employee_no", "network", "reason", "times")
    seen = [tuple(one[name] for name in shown) for one in company.hr.done("GET", "/sign-ins")["items"]]
    assert seen == [
        ("FIN00", local, "no-longer-employed", 1),
        ("FIN00", local, "wrong-login", 1),
        ("FIN01", local, "wrong-login", 2),
    ]
    mine = company.sign_in("FIN01").done("GET", "/me/sign-ins")["items"]
    assert [tuple(one[name] for name in shown) for one in mine] == seen[2:]
    assert mine[0]["first_at"] < mine[0]["last_at"]
    assert company.sign_in("FIN02").done("GET", "/me/sign-ins")["items"] == []
    assert [one["times"] for one in company.hr.done("GET", "/sign-ins?employee=FIN01")["items"]] == [2]
    for outcome in ("wrong-login", "no-longer-employed"):
        assert f'ledger_sign_ins_total{{outcome="{outcome}"}}' in metrics
