"""Many grants in one command: all or nothing, or each for itself; one result per item, in order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.seeing import balance, board, entries, read, refused
from tests.service import Company, Person


@pytest.fixture
def manager(company: Company) -> Person:
    company.department("FIN", "FIN01", "FIN02")
    company.department("TEC", "TEC01")
    company.tag("thanks", {"type": "fixed", "points": 10})
    company.tag("capped", {"type": "fixed", "points": 10}, monthly_cap=15)
    company.budget("FIN00", 100)
    return company.sign_in("FIN00")


def item(employee: str = "FIN01", tag: str = "thanks", **fields: Any) -> dict[str, Any]:
    return {"employee": employee, "tag": tag, "reason": "按时结账", **fields}


BAD = [
    (item("TEC01"), 422, "unknown-reference", "/employee"),
    (item("NOBODY"), 422, "unknown-reference", "/employee"),
    (item(tag="unheard-of"), 422, "unknown-reference", "/tag"),
    (item("FIN00"), 403, "upon-oneself", None),
    (item(points=11), 409, "points-fixed", "/points"),
    (item(points=-1), 422, "invalid-fields", "/points"),
    (item(unheard="of"), 422, "invalid-fields", "/unheard"),
    (item(instant=True), 403, "role", None),
    (17, 422, "invalid-fields", ""),
]


def shown(result: dict[str, Any]) -> tuple[int, str, str | None]:
    problem = result["problem"]
    pointers = [error["pointer"] for error in problem.get("errors", [])]
    return result["status"], problem["type"].removeprefix("/problems/"), pointers[0] if pointers else None


def test_each_records_what_the_rules_allow_and_says_what_is_wrong_with_the_rest(
    company: Company, manager: Person
) -> None:
    items = [item(), *(bad for bad, *_ in BAD), item("FIN02"), item(tag="capped"), item(tag="capped")]
    done = manager.done("POST", "/grants/batch", {"mode": "each", "items": items})
    results = done["results"]
    assert [result["status"] for result in results] == [201, *(status for _, status, _, _ in BAD), 201, 201, 201]
    assert [shown(result) for result in results[1:-3]] == [tuple(expected) for _, *expected in BAD]
    good = [result for result in results if result["status"] == 201]
    assert [result["points"] for result in good] == [10, 10, 10, 5], "each sees what those before it used of the cap"
    assert [result["position"] for result in good] == list(range(done["position"] - 3, done["position"] + 1))

    seen = entries(company.hr, "FIN01", done["position"])
    assert [(one["position"], one["subject"]) for one in seen] == [
        (result["position"], f"grant:{result['id']}") for result in reversed([good[0], *good[2:]])
    ]
    assert board(company.hr, "organisation", done["position"]) == {"FIN01": 25, "FIN02": 10}
    assert read(manager, f"/budgets/FIN00/{company.month}", done["position"])["left"] == 65


def test_atomic_records_all_or_nothing(company: Company, manager: Person) -> None:
    def asked(*items: Any) -> dict[str, Any]:
        return {"mode": "atomic", "items": items}

    done = manager.done("POST", "/grants/batch", asked(item(), item("FIN02"), item()))
    assert [result["status"] for result in done["results"]] == [201, 201, 201]
    for bad, status, code, pointer in BAD:
        answered = manager.post("/grants/batch", asked(item(), bad, item("FIN02")))
        assert (answered.status_code, answered.json()["type"]) == (409, "/problems/batch-refused")
        first, wrong, _ = answered.json()["results"]
        assert shown(wrong) == (status, code, pointer)
        assert first == {"status": 424}
        assert [error["pointer"] for error in answered.json()["errors"]] == [f"/items/1{pointer or ''}"]
    assert balance(company.hr, "FIN01", done["position"]) == 20
    after = manager.done("POST", "/grants", item())
    assert (after["position"], after["balance"]) == (done["position"] + 1, 30), "nothing of the refused ones is left"


def test_a_batch_spends_one_budget_item_by_item(company: Company, manager: Person) -> None:
    answered = manager.post("/grants/batch", {"mode": "atomic", "items": [item()] * 11})
    assert shown(answered.json()["results"][10]) == (409, "budget-exhausted", "/points")
    done = manager.done("POST", "/grants/batch", {"mode": "each", "items": [item()] * 11})
    assert [result["status"] for result in done["results"]] == [201] * 10 + [409]
    assert balance(company.hr, "FIN01", done["position"]) == 100


def test_one_idempotency_key_covers_the_whole_batch(company: Company, manager: Person) -> None:
    body = {"mode": "each", "items": [item(), item(points=11)]}
    first = manager.post("/grants/batch", body, Idempotency_Key="march")
    again = manager.post("/grants/batch", body, Idempotency_Key="march")
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert balance(company.hr, "FIN01", first.json()["position"]) == 10
    refused(
        manager.post("/grants/batch", {**body, "mode": "atomic"}, Idempotency_Key="march"),
        422,
        "idempotency-key-reused",
    )


def test_up_to_a_thousand_grants_of_up_to_5_megabytes(company: Company, manager: Person) -> None:
    company.budget("FIN00", 20_000)
    long = "长" * 1_500
    done = manager.done("POST", "/grants/batch", {"mode": "atomic", "items": [item(reason=long)] * 1_000})
    assert len({result["id"] for result in done["results"]}) == 1_000
    assert balance(company.hr, "FIN01", done["position"]) == 10_000
    for items in ([], [item()] * 1_001):
        refused(manager.post("/grants/batch", {"mode": "each", "items": items}), 422, "invalid-fields", "/items")
    refused(manager.post("/grants/batch", {"mode": "some", "items": [item()]}), 422, "invalid-fields", "/mode")
    too_large = {"mode": "each", "items": [item(reason="长" * 9_000)] * 190}
    refused(manager.post("/grants/batch", too_large), 413, "too-large")
