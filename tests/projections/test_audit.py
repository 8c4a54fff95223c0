"""Events are found by subject, actor, type and time, with their stored bytes (docs/rules/journal.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection

from ledger.domain.claims.events import ClaimRejected
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.audit import query as audit
from tests.projections.journal import BEGINNING, Happened, Journal
from tests.projections.stories import MONTH, budget, grant, registered, sealed, submitted


@pytest.fixture
def audited(journal: Journal) -> Journal:
    """Seven events of one organisation, and one of another."""
    rejected = ClaimRejected(claim="C1", reason=sealed("E2"))
    journal.append(
        "acme",
        [
            registered("E1"),
            budget("M1", 100),
            grant("G1", "E1", 5),
            grant("G2", "E2", 5, giver="M2", on_behalf_of="M1"),
            submitted("C1", "E2"),
            Happened("claim:C1", rejected, "M1"),
            budget("M1", 50),
        ],
    )
    journal.append("other", [grant("G1", "E1", 5)])
    journal.project(page_size=3)
    return journal


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [7, 6, 5, 4, 3, 2, 1]),
        ({"subject": "grant:G1"}, [3]),
        ({"subject": "employee:E1"}, [3, 1]),
        ({"subject": f"budget:M1:{MONTH}"}, [7, 3, 2]),
        ({"subject": "employee:E2"}, [6, 5, 4]),
        ({"subject": "claim:C1"}, [6, 5]),
        ({"subject": "directory"}, [1]),
        ({"actor": "M1"}, [6, 4, 3]),
        ({"actor": "M2"}, [4]),
        ({"types": ("claims.submitted.1",)}, [5]),
        ({"types": ("claims.submitted.1", "claims.rejected.1")}, [6, 5]),
        ({"types": ("accounts.points-transferred.1",), "actor": "M1"}, [4, 3]),
        ({"subject": "employee:E2", "types": ("claims.rejected.1",)}, [6]),
        ({"since": BEGINNING + timedelta(seconds=3), "until": BEGINNING + timedelta(seconds=5)}, [5, 4, 3]),
        ({"since": BEGINNING + timedelta(seconds=6.5)}, [7]),
        ({"until": BEGINNING}, []),
        ({"until": BEGINNING + timedelta(days=1), "limit": 2}, [7, 6]),
        ({"before": 3}, [2, 1]),
        ({"after": 4, "limit": 2}, [5, 6]),
        ({"subject": "employee:E2", "after": 0}, [4, 5, 6]),
        ({"subject": "nothing"}, []),
    ],
)
async def test_events_meet_every_condition(
    audited: Journal, reading: AsyncConnection[Any], conditions: dict[str, Any], expected: list[int]
) -> None:
    found = await audit.events(reading, "acme", **conditions)
    assert [one["position"] for one in found["items"]] == expected


async def test_an_event_comes_with_the_bytes_that_were_hashed(audited: Journal, reading: AsyncConnection[Any]) -> None:
    found = await audit.events(reading, "acme", subject="grant:G2")
    assert [decode(one["state"]) for one in found["items"]] == [audited.recorded["acme"][3]]
    only = found["items"][0]
    assert (only["actor"], only["on_behalf_of"], only["stream"]) == ("M2", "M1", "employee:E2")


async def test_pages_follow_each_other_without_gaps(audited: Journal, reading: AsyncConnection[Any]) -> None:
    seen: list[int] = []
    before = None
    while True:
        page = await audit.events(reading, "acme", limit=3, before=before)
        seen += [one["position"] for one in page["items"]]
        before = page["next"]
        if before is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]


async def test_a_position_is_found_by_its_time(audited: Journal, reading: AsyncConnection[Any]) -> None:
    at = [await audit.position_at(reading, "acme", BEGINNING + timedelta(seconds=0.5 * half)) for half in range(17)]
    assert at == [min(half // 2, 7) for half in range(17)]
    assert await audit.position_at(reading, "acme", BEGINNING + timedelta(seconds=2), inclusive=False) == 1
    assert await audit.position_at(reading, "nobody", BEGINNING) == 0
