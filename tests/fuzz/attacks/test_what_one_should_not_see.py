"""Somebody looks for what is not theirs to see: pay, names, hints in wording, texts of others, logs."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.domain.values import Sealed
from ledger.infrastructure.database import pool
from ledger.infrastructure.keys import INSTALL, Keyring
from tests.api.crowd import at_once
from tests.fuzz.town import Team, Town, check_problem, raw, request
from tests.service import PASSWORD, Person, Service, environment_of


@pytest.fixture
def ours(town: Town) -> Team:
    return town.team()


# Pay


def test_pay_is_for_hr_and_the_person_only(town: Town, ours: Team) -> None:
    pay = {"pay_standard": "12345", "performance_share": "0.4"}
    shown = town.hr.done("PATCH", f"/employees/{ours.one.number}", pay)
    assert shown["pay_standard"] == "12345.00"
    for fields in ({}, {"roles": []}, {"password": "x"}):
        answered = town.admin.patch(f"/employees/{ours.one.number}", fields)
        assert answered.status_code == 200
        assert "12345" not in answered.text
        assert answered.json()["performance_share"] is None
    path = f"/employees?limit=1000&at_least={shown['position']}"
    watching = {"hr": town.hr, "self": ours.one, "boss": ours.head, "peer": ours.two}
    watching |= {role: town.as_(role) for role in ("manager", "auditor", "payroll", "admin")}
    assert {who for who, person in watching.items() if "12345" in person.get(path).text} == {"hr", "self"}


# Signing in


@pytest.fixture
def guessing(town: Town) -> Iterator[httpx.Client]:
    """A client at an address of its own, so that what it gets wrong counts for nobody else."""
    transport = httpx.HTTPTransport(local_address="127.0.0.13")
    with httpx.Client(base_url=town.service.url, transport=transport, timeout=60) as client:
        yield client


def sign_in(client: httpx.Client, organisation: str, login: str, password: str) -> httpx.Response:
    return client.post("/v1/sessions", json={"organisation": organisation, "login": login, "password": password})


def test_a_wrong_password_an_unknown_login_and_an_unknown_company_are_answered_alike(
    town: Town, guessing: httpx.Client
) -> None:
    answers = [
        sign_in(guessing, town.id, "HR01", "wrong"),
        sign_in(guessing, town.id, "NOBODY", "wrong"),
        sign_in(guessing, town.id, "FIN01", "has none"),
        sign_in(guessing, "no-such-company", "HR01", PASSWORD),
        sign_in(guessing, town.id, "hr01", PASSWORD),
        sign_in(guessing, town.id.upper(), "HR01", PASSWORD),
        sign_in(guessing, town.id, "HR01 ", PASSWORD),
        sign_in(guessing, town.id, "HR01", PASSWORD + " "),
    ]
    assert {(answered.status_code, answered.content) for answered in answers} == {(401, answers[0].content)}


def test_who_guesses_at_many_places_at_once_has_ten_guesses_all_the_same(
    town: Town, ours: Team, service: Service
) -> None:
    login = ours.one.number
    town.hr.done("PATCH", f"/employees/{login}", {"password": PASSWORD})
    addresses = [f"127.0.0.{last}" for last in range(20, 30)]
    clients = [
        httpx.Client(base_url=service.url, transport=httpx.HTTPTransport(local_address=address), timeout=60)
        for address in addresses
    ]
    guesses = [partial(sign_in, client, town.id, login, f"guess {n}") for n, client in zip(range(40), cycle(clients))]
    statuses = [answered.status_code for answered in at_once(guesses)]
    assert set(statuses) == {401, 429}
    assert statuses.count(401) <= 12  # ten, and those that were being looked at
    refused = sign_in(clients[0], town.id, login, PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


@pytest.mark.parametrize("odd", ["HR\0" + "01", "\0HR01", "HR01\0"])
def test_a_login_is_not_another_ones_with_something_invisible_in_it(town: Town, guessing: httpx.Client, odd: str) -> None:
    """Else each way to write it would have its own count of failures, and its token another name."""
    for organisation, login in ((town.id, odd), (town.id + "\0", "HR01")):
        answered = sign_in(guessing, organisation, login, PASSWORD)
        assert answered.status_code == 422
        check_problem(answered.status_code, answered.headers["content-type"], answered.content)


# Cursors


@pytest.mark.parametrize("path", ["/claims", "/employees", "/accounts/{me}/entries", "/notifications", "/tags"])
def test_a_cursor_of_ones_own_making_opens_nothing(town: Town, ours: Team, path: str) -> None:
    """Cursors are places in one's own list, so that there is nothing to forge: any of them shows what one may see."""
    town.hr.done("POST", "/claims", {"tag": "thanks", "description": "秘密的事", "employee": town.as_("manager").number})
    path = path.replace("{me}", ours.one.number)
    everything = ours.one.get(f"{path}?limit=1000").json()["items"]
    for cursor in ("0", "1", "999999999999999999", "A", "Z", "zzzz", "FIN00", "%F0%9F%92%A9", "-1", "1e9", "null"):
        answered = ours.one.get(f"{path}?limit=1000&cursor={cursor}")
        assert answered.status_code in {200, 422}
        if answered.status_code == 200:
            assert all(item in everything for item in answered.json()["items"]), cursor


# Sealed texts


def test_a_box_opens_for_its_person_in_its_company_and_unchanged_only(shared_where: Installation) -> None:
    asyncio.run(_try_boxes(shared_where))


async def _try_boxes(where: Installation) -> None:
    async with pool(where.databases.keys) as connections:
        keyring = Keyring(connections, where.databases.secrets.derive("person-keys"))
        for organisation, person in (("boxes-a", "P1"), ("boxes-a", "P2"), ("boxes-b", "P1")):
            await keyring.register(organisation, person)
        sealed = keyring.seal("boxes-a", "P1", "悄悄话")
        assert keyring.open("boxes-a", sealed) == "悄悄话"
        assert keyring.open("boxes-a", Sealed(person="P2", box=sealed.box)) is None
        assert keyring.open("boxes-b", sealed) is None
        raw_box = base64.b64decode(sealed.box)
        forged = [bytes([raw_box[0] ^ 1]) + raw_box[1:], raw_box[:-1] + bytes([raw_box[-1] ^ 1]), raw_box[:12], raw_box[:5], b""]
        for box in [*(base64.b64encode(one).decode() for one in forged), "not base64", "悄", "A", sealed.box + "AAAA"]:
            assert keyring.open("boxes-a", Sealed(person="P1", box=box)) is None, box
        other = Keyring(connections, bytes(32))
        with pytest.raises(Exception, match=""):
            await other.fetch("boxes-a", ["P1"])


def test_a_body_that_looks_like_a_sealed_text_is_just_a_wrong_body(town: Town, ours: Team) -> None:
    box = {"$sealed": town.hr.number, "box": "AAAA"}
    for name, body in (("reason", {"employee": ours.one.number, "tag": "thanks"}), ("employee", {"tag": "thanks"})):
        assert ours.head.post("/grants", {"reason": "谢谢", **body, name: box}).status_code == 422
    said = town.hr.done("PATCH", f"/employees/{ours.one.number}", {"position": json.dumps(box)})
    assert said["position_title"] == json.dumps(box)


# In a process of its own: what is in its log, and names of those whose key is gone


@pytest.fixture
def logging(shared_where: Installation, tmp_path: Path) -> Iterator[tuple[Service, Path]]:
    log = tmp_path / "log"
    started = Service({**environment_of(shared_where, tmp_path), "LEDGER_LOG": "debug"}, command=("serve",))
    with log.open("wb") as file:
        started.log = file  # type: ignore[attr-defined]
        try:
            yield started.start(), log
        finally:
            started.stop()
