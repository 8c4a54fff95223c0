"""Somebody looks for what is not theirs to see: pay, names, hints in wording, texts of others, logs."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.domain.values import UNREADABLE, Sealed
from ledger.infrastructure.database import pool
from ledger.infrastructure.keys import Keyring
from tests.api.crowd import at_once
from tests.fuzz.town import Team, Town, check_problem, raw, request
from tests.journeys.seeing import read, tried
from tests.service import PASSWORD, Person, Service, environment_of


@pytest.fixture
def ours(town: Town) -> Team:
    return town.team()


# Pay


def test_pay_is_for_hr_and_the_person_only(town: Town, ours: Team) -> None:
    pay = {"pay_standard": "12345", "performance_share": "0.4"}
    shown = town.hr.done("PATCH", f"/employees/{ours.one.number}", pay)
    assert shown["pay_standard"] == "12345"

    def hidden_from_admin(**fields: Any) -> None:
        answered = town.admin.patch(f"/employees/{ours.one.number}", fields)
        assert answered.status_code == 200
        assert "12345" not in answered.text
        assert answered.json()["performance_share"] is None

    hidden_from_admin()
    hidden_from_admin(roles=[])
    path = "/employees?limit=1000"
    read(town.hr, path, shown["position"])
    watching = {"hr": town.hr, "self": ours.one, "boss": ours.head, "peer": ours.two}
    watching |= {role: town.as_(role) for role in ("manager", "auditor", "payroll", "admin")}
    assert {who for who, person in watching.items() if "12345" in person.get(path).text} == {"hr", "self"}
    hidden_from_admin(password="another one")
    recorded = f"/audit/events?subject=employee:{ours.one.number}"
    assert [who for who in ("hr", "auditor") if "12345" in watching[who].get(recorded).text] == ["hr"]


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
        sign_in(guessing, town.id.upper(), "HR01", PASSWORD),
        sign_in(guessing, town.id, "HR01", PASSWORD + " "),
    ]
    assert {(answered.status_code, answered.content) for answered in answers} == {(401, answers[0].content)}


def test_who_guesses_at_many_places_at_once_is_slowed_down_and_shuts_nobody_out(
    town: Town, ours: Team, service: Service
) -> None:
    login = ours.one.number
    town.chosen(login)
    addresses = [f"127.0.0.{last}" for last in range(20, 30)]
    clients = [
        httpx.Client(
            base_url=service.url, transport=httpx.HTTPTransport(local_address=address, verify=False), timeout=60
        )
        for address in addresses
    ]
    guesses = [partial(sign_in, client, town.id, login, f"guess {n}") for n, client in zip(range(40), cycle(clients))]
    answers = at_once(guesses)
    assert {answered.status_code for answered in answers} <= {401, 429}
    away = [answered for answered in answers if answered.status_code == 429]
    assert all(0 < int(answered.headers["retry-after"]) < 10 for answered in away), "for a moment only"
    assert sign_in(clients[0], town.id, login, PASSWORD).status_code == 201


@pytest.mark.parametrize("odd", ["HR\0" + "01", "\0HR01", "HR01\0"])
def test_a_login_is_not_another_ones_with_something_invisible_in_it(
    town: Town, guessing: httpx.Client, odd: str
) -> None:
    """Else each way to write it would have its own count of failures, and its token another name."""
    for organisation, login in ((town.id, odd), (town.id + "\0", "HR01")):
        answered = sign_in(guessing, organisation, login, PASSWORD)
        assert answered.status_code == 422
        check_problem(answered.status_code, answered.headers["content-type"], answered.content)


# Cursors


@pytest.mark.parametrize("path", ["/claims", "/employees", "/accounts/{me}/entries", "/notifications", "/tags"])
def test_a_cursor_of_ones_own_making_opens_nothing(town: Town, ours: Team, path: str) -> None:
    """Cursors are places in one's own list, so that there is nothing to forge: any of them shows what one may see."""
    secret = {"tag": "thanks", "description": "秘密的事", "employee": "FIN00"}
    position = town.hr.done("POST", "/claims", secret)["position"]
    path = path.replace("{me}", ours.one.number)
    everything = read(ours.one, f"{path}?limit=1000", position)["items"]
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
        forged = [
            bytes([raw_box[0] ^ 1]) + raw_box[1:],
            raw_box[:-1] + bytes([raw_box[-1] ^ 1]),
            raw_box[:12],
            raw_box[:5],
            b"",
        ]
        texts = [base64.b64encode(one).decode() for one in forged]
        for text in [*texts, "not base64", "悄", "A", sealed.box + "AAAA"]:
            assert keyring.open("boxes-a", Sealed(person="P1", box=text)) is None, text
        other = Keyring(connections, bytes(32))
        await other.fetch("boxes-a", ["P1"])
        assert other.open("boxes-a", sealed) == UNREADABLE


def test_a_body_that_looks_like_a_sealed_text_is_just_a_wrong_body(town: Town, ours: Team) -> None:
    box = {"$sealed": town.hr.number, "box": "AAAA"}
    for name, body in (("reason", {"employee": ours.one.number, "tag": "thanks"}), ("employee", {"tag": "thanks"})):
        assert ours.head.post("/grants", {"reason": "谢谢", **body, name: box}).status_code == 422
    said = town.hr.done("PATCH", f"/employees/{ours.one.number}", {"job": json.dumps(box)})
    assert said["job"] == json.dumps(box)


# In a process of its own: what is in its log, and names of those whose key is gone


class Logging(Service):
    """A service whose log can be read."""

    log: Path

    def start(self, *, wait: bool = True) -> Logging:
        environment = {**os.environ, **self.environment, "LEDGER_PORT": str(self.port), "LEDGER_LOG": "debug"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "ledger", "serve"], env=environment, stderr=log)
        self.wait_ready()
        return self


@pytest.fixture(scope="module")
def logging(shared_where: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logging]:
    data = tmp_path_factory.mktemp("logging")
    started = Logging(environment_of(shared_where, data))
    started.log = data / "log"
    try:
        yield started.start()
    finally:
        started.stop()


SECRET = "机密"
FORGED = '{"event": "forged", "level": "info"}'


def test_the_log_holds_no_text_of_anybody_and_no_line_of_a_clients_making(
    town: Town, ours: Team, logging: Logging
) -> None:
    token, number = ours.head.token, ours.one.number
    grant = {"employee": number, "tag": "thanks", "reason": f"{SECRET}\n{FORGED}"}
    odd = [
        request("POST", "/v1/grants", token, json.dumps(grant).encode(), Content_Type="application/json"),
        request("POST", "/v1/grants", token, b'{"' + SECRET.encode() + b'": 1}', Content_Type="application/json"),
        request("GET", f"/v1/{SECRET}%0a{FORGED}".replace(" ", "%20"), token),
        request("GET", f"/v1/accounts/{number}%0a%7B%22event%22%3A%22forged%22%7D", token),
        request("GET", "/v1/me", f"{SECRET}.forged.forged"),
        request("GET", "/v1/me", token, On_Behalf_Of="forged", User_Agent="forged", X_Forwarded_For="forged"),
        request("POST", "/v1/sessions", None, SIGN_IN % town.id.encode(), Content_Type="application/json"),
        b"FORGED /\x1b[31m HTTP/1.1\r\nforged\r\n\r\n",
        request("GET", "/v1/stream", token, Connection="Upgrade", Upgrade="forged"),
    ]
    statuses = [raw(logging, sent).status for sent in odd]
    assert (statuses[0], statuses[7]) == (201, 400)
    lines = logging.log.read_text().splitlines()
    assert not [line for line in lines if "forged" in line.lower() or SECRET in line or token in line]
    for line in lines:
        assert line.startswith(("Points Ledger", "  ")) or json.loads(line)["event"], line


SIGN_IN = b'{"organisation": "%s", "login": "forged\\nforged", "password": "forged"}'


def test_whose_key_is_gone_is_nameless_everywhere(
    town: Town, ours: Team, shared_where: Installation, logging: Logging
) -> None:
    name = f"无名氏{ours.one.number}"
    ours_text = f"说过的话{ours.one.number}"
    town.hr.done("PATCH", f"/employees/{ours.one.number}", {"name": name})
    claim = ours.one.done("POST", "/claims", {"tag": "thanks", "description": ours_text})["id"]
    ours.head.done("POST", f"/claims/{claim}/approval", {"points": 4, "reason": ours_text})
    body = {"employee": ours.one.number, "tag": "thanks", "reason": ours_text}
    position = ours.head.done("POST", "/grants", body)["position"]
    with psycopg.connect(shared_where.databases.keys) as keys:
        deleted = keys.execute(
            "DELETE FROM person_keys WHERE (organisation, person) = (%s, %s)", (town.id, ours.one.number)
        )
        assert deleted.rowcount == 1
    with httpx.Client(base_url=logging.url, timeout=30) as client:
        hr = Person(client, "HR01", town.hr.token)
        paths = [
            "/employees?limit=1000", f"/claims/{claim}", f"/claims?employee={ours.one.number}",
            f"/accounts/{ours.one.number}/entries", f"/leaderboards?scope=department:{ours.code}",
            f"/audit/events?subject=employee:{ours.one.number}", "/audit/events?limit=1000",
        ]  # fmt: skip
        for path in paths:
            answered = tried(hr, path, position)
            assert answered.status_code == 200, path
            assert ours.one.number in answered.text or claim in answered.text, path
            assert name not in answered.text and ours_text not in answered.text, path
        assert hr.get("/audit/verification").json()["sound"]
        refused = Person(client, "", ours.head.token).post("/grants", body)
        assert refused.status_code in {409, 422}, refused.text
