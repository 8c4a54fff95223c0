"""Each field of each command with values that no form would send: taken or refused, never a fault of the service,
and never something that the projections choke on afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fuzz.templates import COMMANDS, WITH_BODY, Command, parts, path_of, spoilt
from tests.fuzz.town import Town, check_problem
from tests.journeys.seeing import read

STRINGS = [
    "",
    " ",
    "\t\n",
    "\0",
    "a\0b",
    "a\x1bb",
    "\x7f\x85",
    "\ufeffa",
    "\u202eabc\u202c",
    "\u200b\u200d",
    "\uffff",
    "🙂👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301" * 40,
    "ﷺ",
    "١٢٣",
    "１２",
    "a" * 201,
    "漢" * 20_000,
    "../../etc/passwd",
    "'; DROP TABLE journal.events; --",
    "{{7*7}}${7*7}%s%n",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: b=c",
    "$sealed",
    "null",
    "organisation",
    "system",
    "1e5",
    "-0",
    "1_000",
    "+1",
    "1.",
    "0x10",
    "NaN",
    "Infinity",
    "9" * 19,
    "999999999999999999",
    "-999999999999999999",
    "0.000001",
    "0.0000001",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "1900-01-01",
    "2026-01-01T00:00:00",
    "2026-01-01T25:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999999-14:00",
    "2026-01-01T00:00:60Z",
]
OTHERS: list[Any] = [
    None, True, False, 0, 1, -1, 1.5, 1e15, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, -(10**30),
    [], [[]], ["a", "a"], [None], {}, {"a": 1}, {"$sealed": "X1", "box": "AAAA"},
]  # fmt: skip
NASTY = [*STRINGS, *OTHERS]
ALWAYS = ["\0", "a\0b", "🙂", 10**30]
STRIDE = 9
"""Without --full each field is tried with every ninth of them; the next field with the next ones."""


def send(client: httpx.Client, town: Town, command: Command, body: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {town.token(command.role)}", "Content-Type": "application/json"}
    return client.request(command.method, path_of(command, town), content=json.dumps(body), headers=headers)


@pytest.fixture(scope="module")
def elsewhere(town: Town) -> Iterator[httpx.Client]:
    """A client at another address, so that its failed sign-ins count for nobody else."""
    transport = httpx.HTTPTransport(local_address="127.0.0.9")
    with httpx.Client(base_url=town.service.url, transport=transport, timeout=30) as client:
        yield client


@pytest.mark.parametrize("command", WITH_BODY, ids=lambda command: command.operation)
def test_every_field_with_every_nasty_value_is_taken_or_refused(
    town: Town, elsewhere: httpx.Client, command: Command, full: bool
) -> None:
    for number, at in enumerate(parts(command.body)):
        for value in NASTY if full else [*ALWAYS, *NASTY[number % STRIDE :: STRIDE]]:
            answered = send(elsewhere, town, command, spoilt(command.body, at, value))
            if not answered.is_success:
                assert answered.status_code < 500, (at, value, answered.text)
                check_problem(answered.status_code, answered.headers.get("content-type"), answered.content)


@pytest.mark.parametrize("command", WITH_BODY, ids=lambda command: command.operation)
def test_a_field_that_nobody_knows_is_refused_at_every_level(town: Town, command: Command) -> None:
    for at in ((), *parts(command.body)):
        level: Any = command.body
        for key in at:
            level = level[key]
        if isinstance(level, dict):
            answered = send(town.client, town, command, spoilt(command.body, at, {**level, "nobody-knows": 1}))
            assert answered.status_code == 422, (at, answered.text)
            assert answered.json()["errors"][0]["pointer"].endswith("/nobody-knows")


DECIMALS = {"quantity", "value_quantity", "verified_value", "coefficient", "per", "threshold", "value_per_unit"}
DECIMALS |= {"pay_standard", "performance_share"}
INTEGERS = {"points", "max", "min", "monthly_cap", "backdating_days", "months", "month", "day"}


def fields(names: set[str]) -> list[tuple[Command, tuple[str | int, ...]]]:
    return [(command, at) for command in COMMANDS for at in parts(command.body) if at[-1] in names]


def name(value: Any) -> str:
    return value.operation if isinstance(value, Command) else "/".join(map(str, value))


@pytest.mark.parametrize(("command", "at"), fields(DECIMALS), ids=name)
def test_a_decimal_is_a_string_and_never_a_number(town: Town, command: Command, at: tuple[str | int, ...]) -> None:
    for value in (1, 0, 1.5, 1e300, 10**25):
        answered = send(town.client, town, command, spoilt(command.body, at, value))
        assert answered.status_code == 422, (value, answered.text)
    for text in ("1e5", "1,5", "+1", " 1", "1 ", "1_0", ".5", "1.", "٣", "1.1234567", "1234567890123456789", "NaN"):
        answered = send(town.client, town, command, spoilt(command.body, at, text))
        assert answered.status_code == 422, (text, answered.text)


@pytest.mark.parametrize(("command", "at"), fields(INTEGERS), ids=name)
def test_points_are_integers_and_nothing_like_them(town: Town, command: Command, at: tuple[str | int, ...]) -> None:
    for value in (5.0, 5.5, "5", True, -1, 10**9 + 1, 10**30, [5], {}):
        answered = send(town.client, town, command, spoilt(command.body, at, value))
        assert answered.status_code == 422, (value, answered.text)


def test_what_was_taken_is_shown_and_nothing_stopped(town: Town) -> None:
    """Runs last here: whatever the tests above got into the journal, every projection took it."""
    made = town.hr.done("PUT", f"/budgets/TEC00/{town.month}", {"points": 999_999})
    for path in (
        "/employees?limit=1000",
        "/departments",
        "/tags",
        "/claims",
        "/audit/events?limit=1000",
        "/budgets?month=2099-01",
    ):
        read(town.hr, path, made["position"])
    ready = town.client.get("/readyz")
    assert ready.status_code == 200, ready.text


MOST = "999999999999999999"


def test_the_largest_numbers_are_multiplied_exactly(town: Town) -> None:
    """The default precision of decimals would round twice, or fail."""
    per_unit = {"type": "per_unit", "unit": "g", "per": "0.000001", "points": 10**9, "value_per_unit": MOST}
    town.tag("dust", per_unit, coefficient=MOST)
    body = {"tag": "dust", "description": "都是", "quantity": MOST}
    claim = town.as_("employee").done("POST", "/claims", body)
    assert claim["points"] == 10**9
    assert claim["value"] == "999999999999999998000000000000000001.00"
    shown = read(town.hr, f"/claims/{claim['id']}", claim["position"])
    assert (shown["points"], shown["value"], shown["quantity"]) == (10**9, claim["value"], MOST)
