"""One Idempotency-Key, one effect: whoever sends the same again reads the same bytes."""

from __future__ import annotations

from functools import partial
from typing import Any

import httpx
import pytest

from tests.api.crowd import at_once, through
from tests.api.matrix import CALLERS, ROWS, Row
from tests.api.world import World
from tests.journeys.seeing import balance, entries, read, refused
from tests.service import Company, Service

GRANT = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"}


@pytest.fixture
def staffed(company: Company) -> Company:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 1000)
    return company


def test_a_hundred_times_at_once_through_two_processes_has_one_effect_and_one_answer(
    staffed: Company, service: Service, second: Service
) -> None:
    clients = [through(process, staffed.sign_in("FIN00")) for process in (service, second) * 50]
    answers = at_once([partial(one.post, "/grants", GRANT, Idempotency_Key="k-1") for one in clients])
    assert {answered.status_code for answered in answers} == {201}
    assert len({answered.content for answered in answers}) == 1
    done = answers[0].json()
    assert balance(staffed.hr, "FIN01", done["position"]) == 5
    assert len(entries(staffed.hr, "FIN01", done["position"])) == 1
    assert read(staffed.hr, "/audit/verification")["head"] == done["position"]
    for one in clients:
        one.client.close()


def test_another_body_path_or_principal_under_the_same_key_is_refused(staffed: Company) -> None:
    manager = staffed.sign_in("FIN00")
    first = manager.done("POST", "/grants", GRANT, Idempotency_Key="k-2")
    others: list[tuple[str, str, Any]] = [
        ("POST", "/grants", {**GRANT, "reason": "别的"}),
        ("POST", "/grants", {**GRANT, "employee": "FIN02"}),
        ("POST", "/claims", {"tag": "谢谢", "description": "别的"}),
    ]
    for method, path, body in others:
        answered = manager.request(method, path, body, Idempotency_Key="k-2")
        refused(answered, 422, "idempotency-key-reused")
    assert manager.done("POST", "/grants", GRANT, Idempotency_Key="k-2") == first
    assert balance(staffed.hr, "FIN01", first["position"]) == 5


def test_two_bodies_under_one_key_at_once_have_one_effect(staffed: Company, service: Service) -> None:
    clients = [through(service, staffed.sign_in("FIN00")) for _ in range(20)]
    bodies = [{**GRANT, "reason": f"理由{number % 2}"} for number in range(20)]
    sent = zip(clients, bodies, strict=True)
    answers = at_once([partial(one.post, "/grants", body, Idempotency_Key="k-3") for one, body in sent])
    statuses = [answered.status_code for answered in answers]
    assert sorted(statuses) == [201] * 10 + [422] * 10
    assert len({answered.content for answered in answers if answered.status_code == 201}) == 1
    position = read(staffed.hr, "/audit/verification")["head"]
    assert balance(staffed.hr, "FIN01", position) == 5


def test_keys_are_everybodys_own_also_at_once(staffed: Company, service: Service) -> None:
    claim = {"tag": "谢谢", "description": "做了一件事"}
    people = [through(service, staffed.sign_in(number)) for number in ("FIN00", "FIN01", "FIN02", "HR01") * 5]
    answers = at_once([partial(one.post, "/claims", claim, Idempotency_Key="k-4") for one in people])
    assert {answered.status_code for answered in answers} == {201}
    made = {(one.number, answered.json()["id"]) for one, answered in zip(people, answers, strict=True)}
    assert len(made) == len({identifier for _, identifier in made}) == 4


def test_a_refusal_is_judged_anew_and_an_answer_stays(staffed: Company) -> None:
    manager = staffed.sign_in("FIN00")
    staffed.budget("FIN00", 0)
    refused(manager.post("/grants", GRANT, Idempotency_Key="k-5"), 409, "budget-exhausted")
    staffed.budget("FIN00", 5)
    first = manager.post("/grants", GRANT, Idempotency_Key="k-5")
    assert first.status_code == 201
    refused(manager.post("/grants", GRANT, Idempotency_Key="k-6"), 409, "budget-exhausted")
    again = manager.post("/grants", GRANT, Idempotency_Key="k-5")
    assert (again.status_code, again.content) == (201, first.content)


def test_without_a_key_the_same_again_is_another_command(staffed: Company) -> None:
    manager = staffed.sign_in("FIN00")
    assert [manager.done("POST", "/grants", GRANT)["balance"] for _ in range(2)] == [5, 10]


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tkey", b"\xe9"])
def test_a_key_is_1_to_255_printable_ascii_characters(staffed: Company, key: Any) -> None:
    manager = staffed.sign_in("FIN00")
    headers = {"Authorization": f"Bearer {manager.token}", "Idempotency-Key": key}
    answered = staffed.client.post("/v1/grants", json=GRANT, headers=headers)
    refused(answered, 422, "idempotency-key")
    assert staffed.sign_in("FIN00").post("/grants", GRANT, Idempotency_Key="y" * 255).status_code == 201


@pytest.fixture(scope="module")
def openapi(service: Service) -> dict[str, Any]:
    """The paths that the service says it has."""
    found: dict[str, Any] = httpx.get(f"{service.url}/openapi.json", timeout=60).json()["paths"]
    return found


NOTHING_RECORDED = {
    "PUT /v1/me/password", "PATCH /v1/me/preferences", "POST /v1/imports", "POST /v1/trials", "POST /v1/trials/grants",
}  # fmt: skip
COMMANDS = [row for row in ROWS if row.method != "GET" and not row.public and row.may]


@pytest.mark.parametrize("row", COMMANDS, ids=str)
def test_every_command_sent_again_answers_the_same_and_does_nothing(
    world: World, openapi: dict[str, Any], row: Row
) -> None:
    method, _, path = row.operation.partition(" ")
    offered = [parameter["name"] for parameter in openapi[path][method.lower()].get("parameters", [])]
    if row.operation in NOTHING_RECORDED:
        assert "Idempotency-Key" not in offered  # no event, no answer: the same again is the same
        return
    assert "Idempotency-Key" in offered
    caller = next(number for role, number in CALLERS.items() if role in row.may)
    url, sent, key = row.url(world, caller), row.sent(world, caller), world.fresh("key")
    first = world.as_(caller).request(row.method, url, sent, Idempotency_Key=key)
    assert first.is_success, first.text
    head = world.head()
    again = world.as_(caller).request(row.method, url, sent, Idempotency_Key=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert world.head() == head
    assert first.json()["position"] >= head, "what the worker did is not counted in the head"
