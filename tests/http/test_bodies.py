"""JSON that nobody sends in earnest is refused before it costs anybody anything."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from ledger.api.grants.batches import MOST_ITEMS, BatchBody
from ledger.api.http.bodies import MOST_KEYS, MOST_PARTS, parse_json
from ledger.api.http.problems import MOST_ERRORS, MOST_ERRORS_OF_ITEM, Problem, response_of, result_of

GRANT = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢，很多", "points": 5, "occurred_at": None, "instant": None}
TOO_MUCH: dict[str, Any] = {
    "keys": {f"k{number}": 0 for number in range(90_000)},
    "keys of one object": {f"k{number}": 0 for number in range(MOST_KEYS + 1)},
    "keys further down": {"rule": {f"k{number}": 0 for number in range(MOST_KEYS + 1)}},
    "keys with backslashes": {f"k{number}\\": "\\" for number in range(60_000)},
    "objects": [{} for _ in range(MOST_PARTS + 1)],
    "objects with a key": [{"k": 1} for _ in range(MOST_PARTS)],
    "numbers": [0] * (MOST_PARTS + 1),
    "texts": {"tag": [""] * 300_000},
    "texts that look like keys": [":"] * 300_000,
    "lists": {"a": [[]] * 100_000},
}


@pytest.mark.parametrize("sent", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_more_keys_and_items_than_any_command_has_are_refused(sent: Any) -> None:
    with pytest.raises(Problem) as refused:
        parse_json(orjson.dumps(sent))
    assert (refused.value.status, refused.value.code) == (400, "malformed-json")


@pytest.mark.parametrize(
    "sent",
    [
        {"mode": "each", "items": [GRANT] * MOST_ITEMS},
        {f"k{number}": 0 for number in range(MOST_KEYS)},
        {"description": "a, b: c" * 10_000},
        {"description": '"a", ' * 15_000},
        [0] * MOST_PARTS,
    ],
    ids=["the largest batch", "keys", "commas in a text", "quotes in a text", "numbers"],
)
def test_what_somebody_may_send_in_earnest_is_read(sent: Any) -> None:
    assert parse_json(orjson.dumps(sent)) == sent


def test_of_many_wrong_fields_the_first_are_named() -> None:
    wrong = {f"k{number}": 0 for number in range(MOST_KEYS)}
    with pytest.raises(ValueError) as refused:
        BatchBody.model_validate(wrong)
    assert len(orjson.loads(response_of(refused.value).body)["errors"]) == MOST_ERRORS
    batch = BatchBody.model_validate({"mode": "each", "items": [wrong]})
    assert len(result_of(batch.items[0])["problem"]["errors"]) == MOST_ERRORS_OF_ITEM  # type: ignore[arg-type]
